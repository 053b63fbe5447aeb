package io.syncbridge.connector.rest;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.SyncAction;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Creates a record and finds out its id: in the record that the answer holds, by the header {@code Location}, or alone in the
 * answer. Where none of them says it, the record is created all the same, and the bridge looks for it.
 */
final class Creating {

    private static final int SEE_OTHER = 303;


    private final RestOptions options;
    private final Calls calls;
    private final Records records;

    Creating(RestOptions options, Calls calls, Records records) {
        this.options = options;
        this.calls = calls;
        this.records = records;
    }

    Attempt create(Map<String, Object> values) throws PassingException, OddAnswerException {
        Answer answer = calls.write("POST", options.address(), Map.of(), values);
        boolean elsewhere = answer.status() == SEE_OTHER && answer.header("location") != null;
        if (!answer.isOk() && !elsewhere) {
            return Attempt.done(Refusals.result(answer, SyncAction.CREATE, values));
        }
        Optional<Map<String, Object>> record = records.find(answer);
        boolean whole = record.isPresent() && Shown.all(record.get(), values)
                && (!options.etag() || ETags.of(answer) != null) && !calls.isDoubtful(answer);
        return Attempt.done(whole ? Result.written(records.reportOne(answer)) : read(answer, record, values));
    }

    /**
     * Where the created record may be.
     *
     * @param id {@code null} where only the address is known
     * @param isSaid whether the answer says so, and it is not only the likeliest
     */
    private record Place(String id, URI address, boolean isSaid) {
    }

    private Optional<Place> place(Answer answer, Optional<Map<String, Object>> record) {
        String id = record.map(found -> options.id().textIn(found)).orElse(null);
        if (id != null) {
            return Optional.of(new Place(id, Uris.child(options.address(), id), calls.holdsRecord(answer)));
        }
        Optional<Place> located = located(answer);
        return located.isPresent() ? located : alone(answer).map(only -> new Place(only, Uris.child(options.address(), only), false));
    }

    /** The place may be named as the system itself sees it, from behind its proxies: only the record's own path counts then. */
    private Optional<Place> located(Answer answer) {
        URI address = Uris.located(options.address(), answer.header("location"));
        String id = address == null ? null : Uris.idOf(options.address(), address);
        if (id != null) {
            return Optional.of(new Place(id, Uris.child(options.address(), id), true));
        }
        return address != null && Uris.isSameServer(options.address(), address)
                ? Optional.of(new Place(null, address, false)) : Optional.empty();
    }

    /** The record is created; what is still missing of it is read, and if that fails it is created all the same. */
    private Map<String, Object> read(Answer answer, Optional<Map<String, Object>> record, Map<String, Object> values) {
        Place place = place(answer, record).orElse(null);
        if (place == null) {
            return nameless(answer);
        }
        try {
            Answer current = calls.one(place.address());
            Optional<Map<String, Object>> found = current.isOk() ? records.find(current) : Optional.empty();
            boolean shown = found.isPresent() && Shown.any(found.get(), values);
            if (calls.isDoubtful(answer) && !shown && (found.isPresent() || current.isGone())) {
                return Refusals.result(calls.doubted(answer), SyncAction.CREATE, values);
            }
            if (found.isPresent()) {
                return shown || place.isSaid() ? Result.written(records.reportOne(current)) : nameless(answer);
            }
        } catch (PassingException | OddAnswerException unread) {
            // created, but not to be read now
        }
        return place.isSaid() ? Result.written(place.id()) : nameless(answer);
    }

    /** The record is created, but nobody says under which id. */
    private Map<String, Object> nameless(Answer answer) {
        Object body = calls.body(answer);
        return Map.of(ReportKeys.STATUS, "written", ReportKeys.ERROR, answer.call() + " answered " + answer.status() + " with "
                + (body instanceof Map<?, ?> map ? "an object that holds no id at " + options.id().text() + "; it has " + map.keySet()
                        : "no record") + ", and without a Location that names it. Set the option id to the place of the id in a record,"
                + " or record to the place of the record in an answer.");
    }

    /** Returns the id of an answer that holds nothing else. */
    private static Optional<String> alone(Answer answer) {
        try {
            Object body = answer.hasBody() ? Records.sole(Json.read(answer.body())) : null;
            return body instanceof Number || body instanceof String ? Optional.of(body.toString()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
