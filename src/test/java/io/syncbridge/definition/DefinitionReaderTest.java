package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.OrphanPolicy;
import io.syncbridge.reconcile.policy.DeletesAgainstEdits;
import io.syncbridge.reconcile.policy.FieldMerge;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.SourceOfTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {

    private static final String SMALLEST = """
            sync: contacts
            systems: {a: , b: {}, c: {id: key}}
            match: []
            doubles: accepted
            fields:
              name: {a: n, b: n, c: n}
              mail: {a: m, b: m}
            """;

    @Test
    void everyKeyArrivesInTheDefinition() {
        SyncDefinition sync = Samples.read(Samples.ACCOUNTS);

        assertThat(sync.name()).isEqualTo("accounts");
        assertThat(sync.file()).isEqualTo(Samples.FILE);
        assertThat(sync.system("crm")).isEqualTo(new SystemDefinition("crm", "Id", "ModifiedAt", FieldPath.of("SyncedBy"), Map.of(), Map.of()));
        assertThat(sync.system("erp")).isEqualTo(new SystemDefinition("erp", "no", null, null, Map.of("inactive", true),
                Map.of("inactive", false)));
        assertThat(sync.match()).containsExactly(List.of("number"), List.of("name", "city"));
        assertThat(sync.batch()).isEqualTo(new SyncDefinition.Batch(Duration.ofMinutes(5), 200,
                Map.of("crm", new SyncDefinition.Rest(Duration.ofSeconds(30), Duration.ofMinutes(5))),
                new QuietHours(List.of(new QuietHours.Span(LocalTime.of(22, 0), LocalTime.of(6, 0))), ZoneId.of("Europe/Berlin"))));
        assertThat(sync.limits()).isEqualTo(new SyncDefinition.Limits(new SyncDefinition.Limit(5.0, 50), new SyncDefinition.Limit(10.0, 20)));
        assertThat(sync.policy().systems()).containsExactly("crm", "erp");
        assertThat(sync.policy().sources()).containsExactlyInAnyOrder("crm", "erp");
        assertThat(sync.policy().targets()).containsExactlyInAnyOrder("crm", "erp");
        assertThat(sync.policy().conflicts()).isEqualTo(new FieldMerge());
        assertThat(sync.policy().deletes()).isEqualTo(Map.of("crm", DeletePolicy.IGNORE, "erp", DeletePolicy.SOFT));
        assertThat(sync.policy().orphans()).isEqualTo(OrphanPolicy.WARN);
        assertThat(sync.examples()).singleElement().satisfies(example -> {
            assertThat(example.line()).isEqualTo(26);
            assertThat(example.records()).containsOnlyKeys("crm", "erp");
        });
    }

    @Test
    void aFieldsOwnRulesComeBeforeTheFiles() {
        Map<String, FieldPolicy> fields = Samples.read(Samples.ACCOUNTS).policy().fields();

        assertThat(fields.get("number").conflicts()).isEqualTo(new FieldMerge());
        assertThat(fields.get("phone").conflicts()).isEqualTo(new SourceOfTruth("crm"));
        assertThat(fields.get("phone").firstContact()).isEqualTo(new SourceOfTruth("crm"));
        assertThat(fields.get("number").keepBlanks()).isTrue();
        assertThat(fields.get("city").keepBlanks()).isFalse();
        assertThat(fields.get("status").sources()).containsExactly("crm");
        assertThat(fields.get("status").targets()).containsExactly("erp");
        assertThat(fields.get("country").targets()).containsExactly("crm");
    }

    @Test
    void computedFieldsAreWrittenAndNeverRead() {
        Map<String, FieldPolicy> fields = Samples.read(Samples.ACCOUNTS).policy().fields();
        var record = new CanonicalRecord(Map.of("name", "Ann Lee"));

        assertThat(fields.get("origin").sources()).isEmpty();
        assertThat(fields.get("origin").targets()).containsExactly("erp");
        assertThat(fields.get("origin").computed().apply(record)).isEqualTo("crm");
        assertThat(fields.get("label").computed().apply(record)).isEqualTo("Ann Lee");
        assertThat(fields.get("number").computed()).isNull();
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        SyncDefinition sync = Samples.read(SMALLEST);

        assertThat(sync.system("a")).isEqualTo(new SystemDefinition("a", "id", null, null, Map.of(), Map.of()));
        assertThat(sync.batch()).isEqualTo(new SyncDefinition.Batch(Duration.ZERO, 1000, Map.of(), QuietHours.NONE));
        assertThat(sync.limits()).isEqualTo(new SyncDefinition.Limits(new SyncDefinition.Limit(10.0, 20), new SyncDefinition.Limit(10.0, 20)));
        assertThat(sync.policy().conflicts()).isEqualTo(new LastWriteWins());
        assertThat(sync.policy().fields().get("name").firstContact()).isEqualTo(new LastWriteWins());
        assertThat(sync.policy().fields().get("name").keepBlanks()).isFalse();
        assertThat(sync.policy().orphans()).isEqualTo(OrphanPolicy.CREATE);
        assertThat(sync.policy().deletes().values()).containsOnly(DeletePolicy.HARD);
    }

    @ParameterizedTest
    @CsvSource({"keep, deletes-against-edits", "delete, deletes-against-edits", "review, review"})
    void aDeleteAgainstAnEditHasARuleOfItsOwn(String word, String policy) {
        SyncDefinition sync = Samples.read(Samples.ACCOUNTS.replace("orphans: warn", "deletes-against-edits: " + word));

        assertThat(sync.policy().conflicts().name()).isEqualTo(policy);
        assertThat(sync.policy().fields().get("name").conflicts()).isEqualTo(new FieldMerge());
        if (sync.policy().conflicts() instanceof DeletesAgainstEdits decided) {
            assertThat(decided.keep()).isEqualTo(word.equals("keep"));
        }
    }

    @Test
    void threeSystemsKeepTheirOrderAndAFieldMayStandInSomeOfThem() {
        SyncDefinition sync = Samples.read(SMALLEST);

        assertThat(sync.systems().keySet()).containsExactly("a", "b", "c");
        assertThat(sync.policy().fields().get("name").sources()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(sync.policy().fields().get("mail").targets()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void severalSystemsCanFeedOne() {
        for (String direction : List.of("a, b -> c", "\"[a, b] -> c\"")) {
            SyncDefinition sync = Samples.read(SMALLEST.replace("match:", "direction: " + direction + "\nmatch:")
                    .replace("mail: {a: m, b: m}", "mail: {a: m, c: m}"));

            assertThat(sync.policy().sources()).containsExactlyInAnyOrder("a", "b");
            assertThat(sync.policy().targets()).containsExactly("c");
            assertThat(sync.policy().fields().get("mail").sources()).containsExactly("a");
        }
    }

    @Test
    void theIdentityIgnoresLayoutExamplesAndOrderOfKeysButNotTheOrderOfSystems() {
        Map<String, String> print = Samples.read(SMALLEST).identity();

        assertThat(Samples.read("# more\n" + SMALLEST.replace("{a: n, b: n, c: n}", "{c: n, b: n,   a: \"n\"}")).identity())
                .isEqualTo(print);
        assertThat(Samples.read(SMALLEST + "examples: [{a: {n: x}, b: {n: x}}]\n").identity()).isEqualTo(print);
        assertThat(Samples.read(SMALLEST.replace("{a: , b: {}, c: {id: key}}", "{b: {}, a: , c: {id: key}}")).identity())
                .isNotEqualTo(print);
        assertThat(Samples.read(SMALLEST.replace("match: []", "match: [name]")).identity()).isNotEqualTo(print);
        assertThat(Samples.read(SMALLEST.replace("{id: key}", "{id: key, filter: {kind: A}}")).identity()).isNotEqualTo(print);
    }

    @Test
    void whatASystemRequiresIsNotWrittenBlankThereAndReadAsItIs() {
        SyncDefinition sync = Samples.read(SMALLEST.replace("{a: m, b: m}", "{a: m, b: m, required: {b: true}}"));
        var blank = new CanonicalRecord(Collections.singletonMap("mail", null));

        assertThat(sync.mapping().fromCanonical("b", blank).problems()).singleElement().extracting(Problem::message).asString()
                .contains("`mail`", "requires a value");
        assertThat(sync.mapping().fromCanonical("a", blank).problems()).isEmpty();
        assertThat(sync.mapping().fromCanonical("b", new CanonicalRecord(Map.of("name", "Ann"))).problems()).isEmpty();
        assertThat(sync.mapping().toCanonical("b", Collections.singletonMap("m", null)).problems()).isEmpty();
    }

    @Test
    void aFileWithAMistakeDoesNotHinderTheOthers(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.sync.yaml"), SMALLEST);
        Files.writeString(folder.resolve("a.sync.yaml"), Samples.ACCOUNTS);
        Files.writeString(folder.resolve("c.sync.yaml"), "sync: [broken");
        Files.write(folder.resolve("d.sync.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        Files.writeString(folder.resolve("contacts.camel.yaml"), "- route:");

        Definitions definitions = Samples.reader().read(folder);

        assertThat(definitions.syncs()).extracting(SyncDefinition::name).containsExactly("accounts", "contacts");
        assertThat(definitions.problems()).extracting(Problem::code).containsExactly("yaml-syntax", "unreadable-file");
    }

    @Test
    void aSyncThatTwoFilesDefineIsNotRunAtAll(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.sync.yaml"), SMALLEST);
        Files.writeString(folder.resolve("b.sync.yaml"), SMALLEST);
        Files.writeString(folder.resolve("c.sync.yaml"), Samples.ACCOUNTS);

        Definitions definitions = Samples.reader().read(folder);

        assertThat(definitions.syncs()).extracting(SyncDefinition::name).containsExactly("accounts");
        assertThat(definitions.problems()).extracting(Problem::where).containsExactly("a.sync.yaml:1", "b.sync.yaml:1");
        assertThat(definitions.problems()).extracting(Problem::code).containsOnly("duplicate-sync");
    }

    @Test
    void aMissingFolderIsAProblemAndNoException(@TempDir Path folder) {
        Definitions definitions = Samples.reader().read(folder.resolve("nowhere"));

        assertThat(definitions.syncs()).isEmpty();
        assertThat(definitions.problems()).extracting(Problem::code).containsExactly("unreadable-folder");
    }
}
