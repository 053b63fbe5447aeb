package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.VERSION;

import io.syncbridge.connector.rest.RestOptions.Update;
import io.syncbridge.model.SyncAction;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Carries out one write and says what became of it; no failure of the system leaves here as an exception. */
final class Writing {

    private static final Set<Integer> STALE = Set.of(409, 412, 428);

    private final RestOptions options;
    private final RestClient client;
    private final Records records;

    Writing(RestOptions options, RestClient client, Records records) {
        this.options = options;
        this.client = client;
        this.records = records;
    }

    /** Returns the result of a create, update or delete, all as the {@code sync} component shapes them. */
    Map<String, Object> write(SyncAction action, Map<String, Object> write) {
        try {
            return switch (action) {
                case CREATE -> create(values(write));
                case UPDATE -> update(id(write), (String) write.get(VERSION), values(write));
                case DELETE -> delete(id(write), (String) write.get(VERSION));
                default -> throw new IllegalArgumentException(action + " is no write");
            };
        } catch (PassingException away) {
            return Result.passing(away.getMessage(), away.retryAfter());
        } catch (OddAnswerException odd) {
            return Result.failed(odd.getMessage());
        }
    }

    private Map<String, Object> create(Map<String, Object> values) throws PassingException, OddAnswerException {
        Answer answer = client.call("POST", options.address(), Map.of(), values);
        if (!answer.isOk()) {
            return failed(answer);
        }
        if (answer.hasBody()) {
            String id = records.id(records.record(answer), answer);
            return written(answer, id, Uris.child(options.address(), id));
        }
        if (answer.header("location") == null) {
            return Result.failed(answer.call() + " created a record but answered with neither a body nor a Location, "
                    + "so that its id is not known. Leave create out of the option actions of the route's from.");
        }
        return Result.written(records.reportOne(
                client.get(Uris.follow(options.address(), answer, answer.header("location"))).orThrow()));
    }

    private Map<String, Object> update(String id, String version, Map<String, Object> values)
            throws PassingException, OddAnswerException {
        URI address = Uris.child(options.address(), id);
        String condition = version;
        Map<String, Object> body = values;
        if (options.update() == Update.PUT || version != null && !options.etag()) {
            Answer current = client.get(address);
            if (!current.isOk()) {
                return refused(current);
            }
            condition = records.version(current);
            if (version != null && !version.equals(condition)) {
                return Result.stale();
            }
            body = options.update() == Update.PUT ? merge(records.record(current), values) : values;
        }
        Answer answer = client.call(options.update().name(), address, ifMatch(condition), body);
        return answer.isOk() ? written(answer, id, address) : refused(answer);
    }

    private Map<String, Object> delete(String id, String version) throws PassingException, OddAnswerException {
        URI address = Uris.child(options.address(), id);
        if (version != null && !options.etag()) {
            Answer current = client.get(address);
            if (current.isOk() && !version.equals(records.version(current))) {
                return Result.stale();
            }
        }
        Answer answer = client.call("DELETE", address, ifMatch(version), null);
        return answer.isOk() || answer.isGone() ? Result.written(id) : refused(answer);
    }

    private Map<String, String> ifMatch(String version) {
        return options.etag() && version != null ? Map.of("If-Match", version) : Map.of();
    }

    /** The write is done; what is still missing of the record is read, and if that fails the write is done all the same. */
    private Map<String, Object> written(Answer answer, String id, URI address) {
        try {
            boolean whole = answer.hasBody() && options.id().textIn(answer.json()) != null
                    && (!options.etag() || answer.header("etag") != null);
            return Result.written(records.reportOne(whole ? answer : client.get(address).orThrow()));
        } catch (PassingException | OddAnswerException unread) {
            return Result.written(id);
        }
    }

    private Map<String, Object> refused(Answer answer) {
        if (answer.isGone()) {
            return Result.missing();
        }
        if (options.etag() && STALE.contains(answer.status())) {
            return Result.stale();
        }
        return failed(answer);
    }

    private static Map<String, Object> failed(Answer answer) {
        return answer.isPassing() ? Result.passing(answer.words(), answer.retryAfter()) : Result.failed(answer.words());
    }

    private static String id(Map<String, Object> write) throws OddAnswerException {
        if (write.get(ID) == null) {
            throw new OddAnswerException("The write holds no " + ID + ".");
        }
        return write.get(ID).toString();
    }

    private static Map<String, Object> values(Map<String, Object> write) {
        var values = new LinkedHashMap<>(write);
        values.keySet().removeIf(key -> key.startsWith("@"));
        return values;
    }

    /** Lays {@code values} over {@code record}; maps are merged, everything else is replaced. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> merge(Map<String, Object> record, Map<String, Object> values) {
        var merged = new LinkedHashMap<>(record);
        values.forEach((key, value) -> merged.put(key, value instanceof Map && record.get(key) instanceof Map
                ? merge((Map<String, Object>) record.get(key), (Map<String, Object>) value) : value));
        return merged;
    }
}
