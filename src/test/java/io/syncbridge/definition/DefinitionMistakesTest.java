package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake at a time: its code, its place and its cure. */
class DefinitionMistakesTest {

    /**
     * @param from a part of the sample that is replaced
     * @param to what replaces it
     * @param at where the problem must point: the first place of this text in the changed file
     * @param cure a part of what must be said to do
     */
    record Mistake(String code, String from, String to, String at, String cure) {

        @Override
        public String toString() {
            return code + ": " + to.strip();
        }
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake("yaml-syntax", "direction: both", "direction: [crm] -> erp", "-> erp", "quote"),
                new Mistake("yaml-alias", "batch: {every: 5m, size: 200, settle: {crm: 30s}, longest: 5m, quiet: \"22:00-06:00\", zone: Europe/Berlin}", "batch: &b {every: 5m}\nlimits2: *b", "&b {", "Write it out"),
                new Mistake("several-documents", "conflicts: field-merge\n", "---\nconflicts: field-merge\n", "conflicts: field-merge",
                        "one sync for each file"),
                new Mistake("duplicate-key", "orphans: warn", "orphans: warn\norphans: review", "orphans: review", "Remove one"),
                new Mistake("duplicate-key", "erp: acc_no}", "erp: acc_no, crm: Other}", "crm: Other", "Remove one"),
                new Mistake("unknown-key", "orphans: warn", "orphan: warn", "orphan:", "Did you mean `orphans`?"),
                new Mistake("unknown-key", "modified: ModifiedAt", "modifed: ModifiedAt", "modifed", "Did you mean `modified`?"),
                new Mistake("unknown-key", "type: phone", "tpye: text", "tpye", "Did you mean `type`?"),
                new Mistake("unknown-key", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, region: US}",
                        "region: US}", "belongs to `type: phone`"),
                new Mistake("unknown-key", "erp: city, blanks", "epr: city, blanks", "epr", "Did you mean `erp`?"),
                new Mistake("missing-key", "match: [number, [name, city]]\n", "", "sync: accounts", "match: ["),
                new Mistake("missing-key", "sync: accounts\n", "", "direction: both", "sync: accounts"),
                new Mistake("wrong-shape", "batch: {every: 5m, size: 200, settle: {crm: 30s}, longest: 5m, quiet: \"22:00-06:00\", zone: Europe/Berlin}", "batch: 5m", "5m", "{every:"),
                new Mistake("wrong-value", "orphans: warn", "orphans: wran", "wran", "Did you mean `warn`?"),
                new Mistake("wrong-value", "conflicts: field-merge", "conflicts: field-merg", "field-merg", "{source-of-truth: a system's name}"),
                new Mistake("wrong-value", "every: 5m", "every: 5min", "5min", "`30s`"),
                new Mistake("wrong-value", "22:00-06:00", "22:00-24:00", "\"22:00-24:00", "times of day such as `22:00-06:00`"),
                new Mistake("wrong-value", "\"22:00-06:00\"", "[\"12:00-13:00\", 22h]", "22h", "times of day such as `22:00-06:00`"),
                new Mistake("wrong-value", "Europe/Berlin", "Europe/Berln", "zone:", "Did you mean `Europe/Berlin`?"),
                new Mistake("wrong-value", "Europe/Berlin", "Middle-earth", "zone:", "a name such as `Europe/Berlin`"),
                new Mistake("missing-key", ", zone: Europe/Berlin", "", "quiet:", "zone: Europe/Berlin"),
                new Mistake("useless-key", "quiet: \"22:00-06:00\", ", "", "zone:", "add `quiet`"),
                new Mistake("never-open", "\"22:00-06:00\"", "[\"22:00-06:00\", \"05:00-22:00\"]", "quiet:", "pause it"),
                new Mistake("never-open", "22:00-06:00", "06:00-06:00", "quiet:", "pause it"),
                new Mistake("wrong-value", "settle: {crm: 30s}", "settle: {crm: soon}", "soon", "`30s`"),
                new Mistake("unknown-system", "settle: {crm: 30s}", "settle: {crm: 30s, epr: 1m}", "epr: 1m", "Did you mean `erp`?"),
                new Mistake("useless-key", "settle: {crm: 30s}, ", "", "longest:", "add `settle`"),
                new Mistake("contradiction", "longest: 5m", "longest: 29s", "longest:", "longer than `settle`"),
                new Mistake("wrong-value", "size: 200", "size: 0", "0, settle", "whole number from 1"),
                new Mistake("wrong-value", "percent: 5", "percent: 500", "500,", "from 0 to 100"),
                new Mistake("wrong-value", "deletes: {percent: 5, count: 50}", "deletes: 5", "5}\nexam", "`5%`"),
                new Mistake("wrong-value", "orphans: warn", "deletes-against-edits: newest", "newest", "`keep`, `delete`"),
                new Mistake("wrong-value", "direction: both", "direction: crm to erp", "crm to erp", "`a -> b`"),
                new Mistake("wrong-value", "type: phone", "type: fone", "fone", "Allowed:"),
                new Mistake("wrong-value", "deletes: {crm: ignore", "deletes: {crm: soft", "soft, erp", "{soft: {field: a value}, restore: {field: a value}}"),
                new Mistake("bad-name", "sync: accounts\ndirection: both\nsystems:\n  crm:", "sync: accounts\ndirection: both\nsystems:\n  2 b: {}\n  crm:",
                        "2 b", "a letter, then"),
                new Mistake("too-few", "match: [number, [name, city]]\nfields:", "match: []\nfields: {}\nold:", "{}\nold", "at least 1"),
                new Mistake("reserved-name", "  erp: {id: no}", "  erp: {id: no}\n  type: {id: no}", "type: {id", "Choose another name"),
                new Mistake("unused-system", "direction: both\nsystems:\n", "direction: crm -> erp\nsystems:\n  old: {}\n", "old: {}",
                        "Name it in `direction`"),
                new Mistake("unknown-system", "direction: both", "direction: crm -> epr", "direction:", "Did you mean `erp`?"),
                new Mistake("unknown-system", "first-contact: {prefer: crm}", "first-contact: {prefer: cmr}", "cmr", "Allowed: `crm`, `erp`"),
                new Mistake("unknown-system", "deletes: {crm: ignore", "deletes: {cm: ignore", "cm: ig", "Did you mean `crm`?"),
                new Mistake("unknown-system", "direction: crm -> erp", "direction: crm -> er", "direction: crm -> er", "Did you mean `erp`?"),
                new Mistake("unknown-field", "match: [number,", "match: [nmber,", "nmber", "Did you mean `number`?"),
                new Mistake("unknown-field", "title: Ann Lee", "titel: Ann Lee", "titel", "`title`"),
                new Mistake("bad-path", "address.city", "address..city", "address..city", "joined by dots"),
                new Mistake("bad-parameter", "region: US", "region: XX", "type: phone", "Correct the parameter"),
                new Mistake("kinds-differ", "type: {crm: currency, erp: number}", "type: {crm: currency}", "type: {crm: currency}", "types of one kind"),
                new Mistake("no-way-back", ", back: {A: Active}, else: fail, direction: crm -> erp", "", "status:", "direction: crm -> erp"),
                new Mistake("no-way-back", "type: {crm: currency, erp: number}", "type: {crm: rounded, erp: number}", "revenue:",
                        "direction: erp -> crm"),
                new Mistake("wrong-value", "type: {crm: currency, erp: number}", "type: rounded, decimals: many", "many", "whole number"),
                new Mistake("wrong-value", "type: {crm: currency, erp: number}", "type: rounded, strict: {erp: 1}", "1}}\n  country",
                        "`true` or `false`"),
                new Mistake("wrong-shape", "type: phone, region: US", "type: coded, codes: a", "a, conflicts", "{value: a value}"),
                new Mistake("leads-nowhere", "phone: {crm: Phone, erp: tel,", "phone: {crm: Phone,", "phone:", "another one that is written"),
                new Mistake("leads-nowhere", "direction: both", "direction: erp -> crm", "label:", "a place for it"),
                new Mistake("unclear-table", "status: {crm: Status, erp: state,", "status: {erp: state, crm: Status,", "values:", "`crm` first"),
                new Mistake("useless-key", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, else: keep}", "else: keep}", "Remove it"),
                new Mistake("useless-key", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, join: x}", "join: x}", "Remove it"),
                new Mistake("contradiction", "constant: crm}", "constant: crm, simple: \"${body[name]}\"}", "simple:", "Keep one"),
                new Mistake("bad-expression", "\"${body[name]}\"", "\"${body.name\"", "\"${body.name\"", "Simple"),
                new Mistake("bad-value", "constant: crm}", "constant: crm, type: number}", "crm, type: number", "`number`"),
                new Mistake("unknown-value", "back: {A: Active}", "back: {A: Actve}", "Actve", "Did you mean `Active`?"),
                new Mistake("wrong-way-back", "back: {A: Active}", "back: {A: Closed}", "Closed}", "turns into `A`"),
                new Mistake("unknown-system", "conflicts: {source-of-truth: crm}", "conflicts: {source-of-truth: web}", "web", "Allowed: `crm`, `erp`"),
                new Mistake("computed-match", "match: [number,", "match: [origin, number,", "origin", "fields that the systems hold"),
                new Mistake("unknown-key", "erp: {id: no}", "erp: {id: no, filtr: {kind: A}}", "filtr", "Did you mean `filter`?"),
                new Mistake("unknown-key", "erp: {id: no}", "erp: {id: no, filter: {size: {mni: 1}}}", "mni", "Did you mean `min`?"),
                new Mistake("bad-filter", "erp: {id: no}", "erp: {id: no, filter: {a..b: x}}", "a..b", "Write a field's name"),
                new Mistake("bad-filter", "erp: {id: no}", "erp: {id: no, filter: {size: {min: 9, max: 1}}}", "size: {", "what it must hold"),
                new Mistake("wrong-value", "erp: {id: no}", "erp: {id: no, filter: {kind: A}, leaving: unlnik}", "unlnik", "Did you mean `unlink`?"),
                new Mistake("useless-key", "erp: {id: no}", "erp: {id: no, leaving: keep}", "leaving", "add the filter"),
                new Mistake("unwritten-filter", "erp: {id: no}", "erp: {id: no, filter: {kind: A}, leaving: delete}", "kind: A",
                        "`kind: {erp: kind, constant: ...}`"),
                new Mistake("impossible-filter", "erp: {id: no}", "erp: {id: no, filter: {state: Active}}", "state: Active", "as `erp` holds it"),
                new Mistake("impossible-filter", "erp: {id: no}", "erp: {id: no, filter: {kind: \"\"}}", "kind:", "{blank: true}"),
                new Mistake("impossible-filter", "erp: {id: no}", "erp: {id: no, filter: {kind: {not: [A, \" \"]}}}", "kind:", "{blank: true}"),
                new Mistake("contradiction", "constant: crm}", "constant: crm, default: x}", "default: x}", "Keep `constant`"),
                new Mistake("contradiction", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, ref: accounts, default: x}",
                        "default: x}", "Keep one"),
                new Mistake("wrong-value", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, ref: 2 b}", "2 b}",
                        "a sync's name"),
                new Mistake("reference-match", "number: {crm: Number, erp: acc_no}", "number: {crm: Number, erp: acc_no, ref: accounts}",
                        "number, [name", "values of their own"),
                new Mistake("unknown-field", "match: [number, [name, city]]", "match: [number, [name, city]]\ntitle: nmae", "nmae", "Did you mean `name`?"),
                new Mistake("title", "match: [number, [name, city]]", "match: [number, [name, city]]\ntitle: origin", "title", "may read"),
                new Mistake("unmatched-system", "match: [number, [name, city]]\nfields:", "match: [[number, extra]]\nfields:\n  extra: {crm: e, x: f}\n",
                        "match", "Add a rule"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeSaysWhatItIsWhereItIsAndWhatToDo(Mistake mistake) {
        assertThat(Samples.ACCOUNTS).contains(mistake.from());
        String yaml = Samples.ACCOUNTS.replace(mistake.from(), mistake.to());

        Definitions definitions = Samples.reader().read(Samples.FILE, yaml);

        assertThat(definitions.syncs()).isEmpty();
        assertThat(definitions.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(mistake.code());
            assertThat(problem.where()).isEqualTo(place(yaml, mistake.at()));
            assertThat(problem.cure()).contains(mistake.cure());
        });
    }

    private static String place(String yaml, String at) {
        int index = yaml.indexOf(at);
        assertThat(index).as("`" + at + "` stands in the file").isNotNegative();
        String before = yaml.substring(0, index);
        long line = before.lines().count() + (before.endsWith("\n") || before.isEmpty() ? 1 : 0);
        return Samples.FILE + ":" + line + ":" + (index - before.lastIndexOf('\n'));
    }

    @Test
    void allMistakesOfAFileAreReportedAtOnce() {
        String yaml = Samples.ACCOUNTS.replace("orphans: warn", "orphans: wran").replace("tpye", "type")
                .replace("match: [number,", "match: [nmber,").replace("every: 5m", "every: soon")
                .replace("type: phone", "type: fone").replace("address.city", "address..city");

        assertThat(Samples.reader().read(Samples.FILE, yaml).problems()).extracting(Problem::code)
                .contains("unknown-field", "bad-path").filteredOn("wrong-value"::equals).hasSize(3);
    }

    @Test
    void withoutMatchRulesDoublesAreAcceptedInSoManyWordsOrNothingIsCreated() {
        String unmatched = Samples.ACCOUNTS.replace("match: [number, [name, city]]", "match: []");
        String creating = unmatched.replace("orphans: warn", "orphans: create");

        assertThat(Samples.reader().read(Samples.FILE, creating).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("doubles-possible");
            assertThat(problem.where()).isEqualTo(place(creating, "match: []"));
            assertThat(problem.cure()).contains("doubles: accepted");
        });
        assertThat(Samples.reader().read(Samples.FILE, unmatched).problems()).isEmpty();
        assertThat(Samples.reader().read(Samples.FILE, creating + "doubles: accepted\n").problems()).isEmpty();
    }

    @Test
    void anEmptyFileAndAListAreRefused() {
        assertThat(Samples.reader().read("x", "# nothing\n").problems()).extracting(Problem::code).containsExactly("empty-file");
        assertThat(Samples.reader().read("x", "- sync: a\n").problems()).extracting(Problem::code).containsExactly("wrong-shape");
    }
}
