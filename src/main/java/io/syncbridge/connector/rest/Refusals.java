package io.syncbridge.connector.rest;

import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Says why a write was refused: by the status, and of refused values by what the body names. */
final class Refusals {

    private static final Set<Integer> ABOUT_VALUES = Set.of(400, 409, 422);

    private static final Pattern UNIQUE = Pattern.compile(
            "\\b(unique|duplicate|already (exists?|been taken|taken|in use|used|registered))\\b|\\bis taken\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile(
            "\\b(foreign key|still referenced|is referenced|referential|depend(s|ent|ing) on|does not exist)\\b|\\bunknown parent\\b",
            Pattern.CASE_INSENSITIVE);

    private Refusals() {
    }

    /** @param values what was to be written; empty for a delete */
    static Map<String, Object> result(Answer answer, SyncAction action, Map<String, Object> values) {
        Set<String> fields = ABOUT_VALUES.contains(answer.meant()) ? FieldErrors.of(json(answer), Shown.paths(values)) : Set.of();
        return Result.refused(kind(answer, action, fields), fields, answer.words(), answer.retryAfter());
    }

    private static Refusal kind(Answer answer, SyncAction action, Set<String> fields) {
        if (!ABOUT_VALUES.contains(answer.meant())) {
            return answer.refusal();
        }
        String words = ErrorText.of(answer);
        if (UNIQUE.matcher(words).find()) {
            return Refusal.UNIQUE;
        }
        if (REFERENCE.matcher(words).find() || action == SyncAction.DELETE && answer.meant() == 409) {
            return Refusal.REFERENCE;
        }
        return fields.isEmpty() ? answer.refusal() : Refusal.FIELD;
    }

    private static Object json(Answer answer) {
        try {
            return Json.read(answer.body());
        } catch (IOException notJson) {
            return null;
        }
    }
}
