package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.PROBLEM;
import static io.syncbridge.component.ReportKeys.TIME;
import static io.syncbridge.component.ReportKeys.VERSION;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds records in answers and adds the report keys: id, version, time. */
final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final FieldPath USUAL_LIST = FieldPath.of("items");

    private static final List<String> WRAPPINGS = List.of("data", "attributes", "record", "item", "items", "result", "results");

    /** What stands beside a record in its wrapping. */
    private static final Set<String> AROUND = Set.of("success", "ok", "status", "message", "error", "errors", "warnings", "code",
            "meta", "links", "count", "total", "timestamp");

    private static final int DEEPEST = 3;

    private final RestOptions options;
    private volatile boolean warned;

    Records(RestOptions options) {
        this.options = options;
    }

    /** @throws OddAnswerException if there is no list of records where the options say */
    Listing listing(URI address, Answer answer, Object json) throws OddAnswerException {
        Object found = options.list() != null ? options.list().in(json) : usualList(json);
        if (!(found instanceof List<?> list)) {
            String place = options.list() == null ? "neither is a list nor holds one at items" : "holds no list at "
                    + options.list().text();
            throw new OddAnswerException(answer.call() + " answered with a body that " + place
                    + ErrorText.excerpt(answer) + " Set the option list to the place of the records in it.");
        }
        return new Listing(address, answer, json, list);
    }

    private static Object usualList(Object json) {
        return json instanceof List ? json : USUAL_LIST.in(json);
    }

    /** Returns the answer's record, wherever it stands in it. @throws OddAnswerException if it does not hold one */
    Map<String, Object> record(Answer answer) throws OddAnswerException {
        Object json = answer.json();
        return find(json).isPresent() ? find(json).get() : object(options.record() == null ? json : options.record().in(json), answer);
    }

    /** Returns the record with an id that an answer about one holds; empty where it holds none, or cannot be read. */
    Optional<Map<String, Object>> find(Answer answer) {
        try {
            return answer.hasBody() ? find(answer.json()) : Optional.empty();
        } catch (OddAnswerException unreadable) {
            return Optional.empty();
        }
    }

    /** Says whether this is a record, and not what is around one. */
    boolean isRecord(Object json) {
        return json instanceof Map && options.id().textIn(json) != null && options.record() == null;
    }

    private Optional<Map<String, Object>> find(Object json) {
        return options.record() == null ? find(json, 0) : find(options.record().in(sole(json)), DEEPEST);
    }

    /** Looks for a record with an id: there, in a list of one, in the usual wrappings, and in the only object. */
    @SuppressWarnings("unchecked")
    private Optional<Map<String, Object>> find(Object json, int depth) {
        if (!(sole(json) instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        if (options.id().textIn(map) != null) {
            return Optional.of((Map<String, Object>) map);
        }
        return depth == DEEPEST ? Optional.empty()
                : wrapped(map).map(inner -> find(inner, depth + 1)).flatMap(Optional::stream).findFirst();
    }

    private static Stream<Object> wrapped(Map<?, ?> map) {
        List<Object> objects = map.entrySet().stream().filter(entry -> !AROUND.contains(entry.getKey())).<Object>map(Map.Entry::getValue).toList();
        Stream<Object> only = objects.size() == 1 ? objects.stream() : Stream.empty();
        return Stream.concat(WRAPPINGS.stream().map(map::get), only).filter(Objects::nonNull);
    }

    /** Returns the element of a list of one, and anything else itself. */
    static Object sole(Object json) {
        return json instanceof List<?> list && list.size() == 1 ? list.get(0) : json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json, Answer answer) throws OddAnswerException {
        if (json instanceof Map) {
            return (Map<String, Object>) json;
        }
        throw new OddAnswerException(answer.call() + " answered with something that is no record: "
                + Json.text(json).transform(text -> text.substring(0, Math.min(100, text.length())))
                + ". Check the options address and list.");
    }

    String id(Map<String, Object> record, Answer answer) throws OddAnswerException {
        String id = options.id().textIn(record);
        if (id == null || id.isBlank()) {
            throw new OddAnswerException(answer.call() + " answered with a record that holds no id at " + options.id().text()
                    + "; it has " + record.keySet() + ". Set the option id to the place of the id in a record.");
        }
        return id;
    }

    /** Returns the record of an answer about one record, with its report keys. */
    Map<String, Object> reportOne(Answer answer) throws OddAnswerException {
        return report(record(answer), answer, version(answer));
    }

    /** Says whether an element of a list is a record with an id. */
    boolean isNamed(Object element) {
        String id = options.id().textIn(element);
        return id != null && !id.isBlank();
    }

    /** Returns a record of a list answer with its report keys; lists hold no ETags. @throws OddAnswerException if it is none */
    Map<String, Object> reportListed(Object element, Answer answer) throws OddAnswerException {
        Map<String, Object> record = object(element, answer);
        return report(record, answer, options.etag() ? null : Json.hash(record));
    }

    /** Likewise; an element that is no record with an id is reported as a problem with its place in the list. */
    Map<String, Object> reportAny(Object element, int index, Answer answer) {
        try {
            return reportListed(element, answer);
        } catch (OddAnswerException odd) {
            var report = new LinkedHashMap<String, Object>(Map.of(PROBLEM, "Element " + (index + 1) + " of the list: " + odd.getMessage()));
            if (element instanceof Map<?, ?> map) {
                map.forEach((key, value) -> report.putIfAbsent(key.toString(), value));
            } else {
                report.put("element", element);
            }
            return report;
        }
    }

    /** Returns the version that an answer about one record shows. */
    String version(Answer answer) throws OddAnswerException {
        if (!options.etag()) {
            return Json.hash(record(answer));
        }
        String etag = ETags.of(answer);
        if (etag == null && !warned) {
            warned = true;
            LOG.warn("{} answered without an ETag: contents are compared before a write instead, as with the option etag=false.", answer.call());
        }
        return etag == null ? ETags.ofContent(Json.hash(record(answer))) : etag;
    }

    private Map<String, Object> report(Map<String, Object> record, Answer answer, String version)
            throws OddAnswerException {
        var report = new LinkedHashMap<>(record);
        report.put(ID, id(record, answer));
        if (version != null) {
            report.put(VERSION, version);
        }
        try {
            Instant time = time(record);
            if (time != null) {
                report.put(TIME, time.toString());
            }
        } catch (DateTimeException unreadable) {
            report.put(PROBLEM, "The modified time at " + options.modified().text() + " cannot be read: \""
                    + options.modified().in(record) + "\" is neither an ISO 8601 time nor epoch milliseconds. Correct it in the system,"
                    + " or check the option modified.");
        }
        return report;
    }

    /** Returns the record's modified time; {@code null} where it has none. @throws DateTimeException if it cannot be read */
    Instant time(Object record) {
        Object value = options.modified() == null ? null : options.modified().in(record);
        return value == null || value.toString().isBlank() ? null : Times.modified(value);
    }
}
