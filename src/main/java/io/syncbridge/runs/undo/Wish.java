package io.syncbridge.runs.undo;

import io.syncbridge.model.RecordRef;
import io.syncbridge.store.RunFindings.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be taken back of one thing.
 *
 * @param record where the bridge wrote
 * @param fields what it wrote, and what was there before, by field; empty for {@link Kind#RESTORE}
 */
record Wish(Kind kind, String syncId, RecordRef record, Map<String, Field> fields) {

    enum Kind {
        /** Fields get the values that they had before. */
        PUT_BACK,
        /** A record that the bridge created is deleted, in its system only. */
        REMOVE,
        /** A thing that was deleted is created again where it was. */
        RESTORE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }

    /** @param former {@code null} for a blank, and for a record that was created */
    record Field(Object written, Object former) {

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("from", written);
            json.put("to", former);
            return json;
        }

        static Field of(Object json) {
            Map<?, ?> map = (Map<?, ?>) json;
            return new Field(map.get("from"), map.get("to"));
        }
    }

    /** The kind of the findings that tell what is not taken back. */
    static final String LEFT = "left";
    private static final String WITH = "with";

    Wish with(Map<String, Field> others) {
        return new Wish(kind, syncId, record, others);
    }

    /** Returns the fields that lose their value by it. */
    List<String> blanks() {
        return kind != Kind.PUT_BACK ? List.of() : fields.entrySet().stream()
                .filter(field -> field.getValue().former() == null && field.getValue().written() != null).map(Map.Entry::getKey).toList();
    }

    Finding finding() {
        return Finding.of(kind.word(), record, syncId, details());
    }

    /** Returns the finding of a write that follows from another one: of what the bridge wrote in {@code record}. */
    Finding with(RecordRef record) {
        var details = details();
        details.put(WITH, record.toString());
        return Finding.of(kind.word(), this.record, syncId, details);
    }

    /** Says whether a finding only tells what else is written when another one is carried out. */
    static boolean isWithAnother(Finding finding) {
        return finding.details().containsKey(WITH);
    }

    Finding left(String why) {
        var details = details();
        details.put("why", why);
        return Finding.of(LEFT, record, syncId, details);
    }

    private Map<String, Object> details() {
        var details = new LinkedHashMap<String, Object>();
        var json = new LinkedHashMap<String, Object>();
        fields.forEach((name, field) -> json.put(name, field.json()));
        if (!json.isEmpty()) {
            details.put("fields", json);
        }
        return details;
    }

    /** Reads what {@link #finding} made. */
    static Wish of(Finding finding) {
        var fields = new LinkedHashMap<String, Field>();
        if (finding.details().get("fields") instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(name.toString(), Field.of(field)));
        }
        return new Wish(Kind.of(finding.kind()), finding.syncId(), new RecordRef(finding.system(), finding.recordId()), fields);
    }
}
