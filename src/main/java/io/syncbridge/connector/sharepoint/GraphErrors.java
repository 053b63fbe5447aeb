package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.model.Refusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Graph's error codes and statuses mean to the bridge. */
final class GraphErrors {

    /** The codes of one kind, separated by blanks; the innermost code of an error that is here counts. */
    private static final Map<Refusal, String> CODES = Map.of(
            Refusal.PASSING, """
                    activityLimitReached cannotSnapshotTree InvalidAuthenticationToken serviceNotAvailable serviceReadOnly throttledRequest
                    tooManyRetries unauthenticated""",
            Refusal.BUSY, """
                    entityTagDoesNotMatch lockMismatch lockNotFoundOrAlreadyExpired lockOwnerMismatch resourceCheckedOut resourceLocked
                    resourceModified unlockRequired versionNumberDoesNotMatch""",
            Refusal.QUOTA, """
                    childItemCountExceeded insufficientStorage insufficientVaultQuota maxDocumentCountExceeded maxFolderCountExceeded
                    maxItemCountExceeded quotaLimitReached""",
            Refusal.UNIQUE, "nameAlreadyExists",
            Refusal.PERMISSION, "accessDenied accessRestricted Authorization_RequestDenied Forbidden hipCheckRequired notAllowed",
            Refusal.OURS, """
                    invalidAcceptType invalidQueryOption maxQueryLengthExceeded notSupported pathIsTooDeep pathIsTooLong tooManyItemsInQuery
                    tooManyResultsRequested""");

    private static final Map<Integer, Refusal> STATUSES = Map.of(401, Refusal.PASSING, 402, Refusal.QUOTA, 403, Refusal.PERMISSION,
            409, Refusal.BUSY, 413, Refusal.OURS, 414, Refusal.OURS, 423, Refusal.BUSY, 507, Refusal.QUOTA);

    /** There is no code of its own for a unique value that is taken: Graph's words and SharePoint's. */
    private static final Pattern TAKEN = Pattern.compile("unique constraints already ha|duplicate values were found");

    private static final Map<String, Refusal> KINDS = new HashMap<>();

    static {
        CODES.forEach((kind, codes) -> codes.lines().flatMap(line -> Arrays.stream(line.strip().split(" "))).forEach(code -> KINDS.put(code, kind)));
    }

    private GraphErrors() {
    }

    /** Returns why an answer refused a write; {@code RECORD} for what is not known. */
    static Refusal kind(Answer answer) {
        if (TAKEN.matcher(message(answer)).find()) {
            return Refusal.UNIQUE;
        }
        Refusal byCode = codes(error(answer)).map(KINDS::get).filter(Objects::nonNull).reduce(null, (outer, inner) -> inner);
        Refusal byStatus = STATUSES.getOrDefault(answer.status(), answer.isPassing() ? Refusal.PASSING : Refusal.RECORD);
        return byCode == null || answer.status() >= 500 && !byCode.isPassing() ? byStatus : byCode;
    }

    /** Returns those of the written columns that the answer names; of a unique value that is taken, all that must be unique. */
    static Set<String> columns(Answer answer, ListInfo list, Set<String> written) {
        Set<String> fields = written.stream().filter(list.columns()::containsKey).collect(Collectors.toSet());
        Set<String> named = fields.stream().filter(field -> isNamed(message(answer), list.columns().get(field))).collect(Collectors.toSet());
        return named.isEmpty() && kind(answer) == Refusal.UNIQUE
                ? fields.stream().filter(field -> list.columns().get(field).unique()).collect(Collectors.toSet()) : named;
    }

    private static boolean isNamed(String message, Column column) {
        return Stream.of(column.field(), column.name(), column.displayName())
                .anyMatch(name -> Pattern.compile("['\"\\[`]" + Pattern.quote(name) + "['\"\\]`]").matcher(message).find());
    }

    private static String message(Answer answer) {
        return String.valueOf(error(answer).get("message"));
    }

    private static Map<?, ?> error(Answer answer) {
        try {
            return Json.read(answer.body()) instanceof Map<?, ?> body && body.get("error") instanceof Map<?, ?> error ? error : Map.of();
        } catch (IOException notJson) {
            return Map.of();
        }
    }

    /** Returns the codes from the outermost to the innermost. */
    private static Stream<String> codes(Map<?, ?> error) {
        Object inner = error.get("innerError") != null ? error.get("innerError") : error.get("innererror");
        return Stream.concat(Stream.of(String.valueOf(error.get("code"))), inner instanceof Map<?, ?> nested ? codes(nested) : Stream.empty());
    }
}
