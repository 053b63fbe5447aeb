package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.VERSION;

import io.syncbridge.component.JsonValues;
import io.syncbridge.connector.rest.Conditional.Outcome;
import io.syncbridge.connector.rest.RestOptions.Update;
import io.syncbridge.model.SyncAction;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Carries out one write and says what became of it; no failure of the system leaves here as an exception. */
final class Writing {

    private final RestOptions options;
    private final Calls calls;
    private final Records records;
    private final Creating creating;
    private final Conditional conditional;

    Writing(RestOptions options, Calls calls, Records records) {
        this.options = options;
        this.calls = calls;
        this.records = records;
        this.creating = new Creating(options, calls, records);
        this.conditional = new Conditional(options, calls);
    }

    /** Makes a create, update or delete; its result is as the {@code sync} component shapes it. */
    Attempt write(SyncAction action, Map<String, Object> write) {
        try {
            return switch (action) {
                case CREATE -> creating.create(Parts.of(write).laidOver(Map.of()));
                case UPDATE -> update(id(write), (String) write.get(VERSION), Parts.of(write));
                case DELETE -> delete(id(write), (String) write.get(VERSION));
                default -> throw new IllegalArgumentException(action + " is no write");
            };
        } catch (PassingException away) {
            return Attempt.done(Result.passing(away.getMessage(), away.retryAfter()));
        } catch (OddAnswerException odd) {
            return Attempt.done(Result.failed(odd.getMessage()));
        }
    }

    /**
     * An update that was answered as a success.
     *
     * @param before the record's version when it was made; {@code null} where unknown
     */
    private record Updated(Answer answer, String id, URI address, String before, Map<String, Object> values) {
    }

    private Attempt update(String id, String version, Parts parts) throws PassingException, OddAnswerException {
        Map<String, Object> values = parts.values();
        URI address = Uris.child(options.address(), id);
        String before = version;
        Map<String, Object> body = values;
        if (options.update() == Update.PUT || !parts.isEmpty() || version != null && !options.isETag(version)) {
            Answer current = calls.one(address);
            if (!current.isOk()) {
                return Attempt.done(refused(current, SyncAction.UPDATE, values));
            }
            before = records.version(current);
            if (version != null && !version.equals(before)) {
                return Attempt.done(Result.stale());
            }
            Map<String, Object> record = records.record(current);
            body = options.update() == Update.PUT ? parts.laidOver(record) : parts.whole(record);
            if (JsonValues.holdsUnreadable(body)) {
                return Attempt.done(Result.failed(current.call() + " shows a value that cannot be read, which would be lost, since the record"
                        + " is written as a whole. Correct it in the system, or set the option update=PATCH."));
            }
            if (body.isEmpty()) {
                return Attempt.done(Result.written(records.reportOne(current)));
            }
        }
        Outcome outcome = conditional.call(options.update().name(), address, before, body);
        if (outcome.answer().isOk()) {
            return answered(new Updated(outcome.answer(), id, address, before, values));
        }
        return notMade(outcome, SyncAction.UPDATE, address, before, values);
    }

    private Attempt delete(String id, String version) throws PassingException, OddAnswerException {
        URI address = Uris.child(options.address(), id);
        if (version != null && !options.isETag(version)) {
            Answer current = calls.one(address);
            if (current.isOk() && !version.equals(records.version(current))) {
                return Attempt.done(Result.stale());
            }
        }
        Outcome outcome = conditional.call("DELETE", address, version, null);
        Answer answer = outcome.answer();
        if (answer.isOk() && calls.isDoubtful(answer)) {
            return Attempt.done(calls.one(address).isGone() ? Result.written(id)
                    : Refusals.result(calls.doubted(answer), SyncAction.DELETE, Map.of()));
        }
        if (answer.isGone()) {
            calls.gone(answer);
        }
        return answer.isOk() || answer.isGone() ? Attempt.done(Result.written(id))
                : notMade(outcome, SyncAction.DELETE, address, version, Map.of());
    }

    private Attempt notMade(Outcome outcome, SyncAction action, URI address, String before, Map<String, Object> values) {
        if (outcome.isStale()) {
            return Attempt.done(Result.stale());
        }
        return before != null && options.isETag(before) && outcome.isUnusable() ? conditional.unusable(outcome.answer(), address, before)
                : Attempt.done(refused(outcome.answer(), action, values));
    }

    private static Map<String, Object> refused(Answer answer, SyncAction action, Map<String, Object> values) {
        return answer.isGone() ? Result.missing() : Refusals.result(answer, action, values);
    }

    /** A success that shows the record is one; else the record is read, for as long as reads may lag behind. */
    private Attempt answered(Updated updated) throws PassingException, OddAnswerException {
        Answer answer = updated.answer();
        Optional<Map<String, Object>> record = records.find(answer).filter(found -> updated.id().equals(options.id().textIn(found)));
        boolean whole = record.isPresent() && Shown.all(record.get(), updated.values())
                && (!options.etag() || ETags.of(answer) != null) && !calls.isDoubtful(answer);
        return whole && shows(updated, record.get(), records.version(answer))
                ? Attempt.done(Result.written(records.reportOne(answer))) : look(updated);
    }

    private Attempt look(Updated updated) {
        try {
            Answer current = calls.one(updated.address()).orThrow();
            Map<String, Object> report = records.reportOne(current);
            return shows(updated, records.record(current), records.version(current))
                    ? Attempt.done(isUnchanged(updated, current) ? Result.written(report) : Result.readLater(report))
                    : new Attempt(unshown(updated, report), () -> look(updated));
        } catch (PassingException | OddAnswerException unread) {
            return Attempt.done(Result.written(updated.id()));
        }
    }

    /** Says whether the record that was read is surely as the update left it. */
    private static boolean isUnchanged(Updated updated, Answer current) {
        String tag = ETags.of(updated.answer());
        return tag != null && tag.equals(ETags.of(current));
    }

    private boolean shows(Updated updated, Map<String, Object> record, String version) {
        return Shown.any(record, updated.values())
                || updated.before() != null && !updated.before().equals(version) && !calls.isDoubtful(updated.answer());
    }

    private Map<String, Object> unshown(Updated updated, Map<String, Object> report) {
        Answer answer = updated.answer();
        if (calls.isDoubtful(answer)) {
            return Refusals.result(calls.doubted(answer), SyncAction.UPDATE, updated.values());
        }
        if (answer.status() == 202) {
            return Result.written(updated.id());
        }
        return updated.before() == null ? Result.written(report)
                : Result.failed(answer.call() + " answered " + answer.status() + ", but " + options.lag().toSeconds()
                        + " s later the record still is as it was; it does not hold what was written: "
                        + String.join(", ", Shown.paths(updated.values())) + ".");
    }

    private static String id(Map<String, Object> write) throws OddAnswerException {
        if (write.get(ID) == null) {
            throw new OddAnswerException("The write holds no " + ID + ".");
        }
        return write.get(ID).toString();
    }
}
