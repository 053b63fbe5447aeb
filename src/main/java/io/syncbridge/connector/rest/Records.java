package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.TIME;
import static io.syncbridge.component.ReportKeys.VERSION;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds records in answers and adds the report keys: id, version, time. */
final class Records {

    private static final FieldPath USUAL_LIST = FieldPath.of("items");

    private final RestOptions options;

    Records(RestOptions options) {
        this.options = options;
    }

    /** @throws OddAnswerException if there is no list of records where the options say */
    Listing listing(URI address, Answer answer) throws OddAnswerException {
        Object json = answer.json();
        Object found = options.list() != null ? options.list().in(json) : usualList(json);
        if (!(found instanceof List<?> list)) {
            String place = options.list() == null ? "neither is a list nor holds one at items" : "holds no list at "
                    + options.list().text();
            throw new OddAnswerException(answer.call() + " answered with a body that " + place
                    + ErrorText.excerpt(answer) + " Set the option list to the place of the records in it.");
        }
        var records = new ArrayList<Map<String, Object>>();
        for (Object element : list) {
            records.add(object(element, answer));
        }
        return new Listing(address, answer, json, records);
    }

    private static Object usualList(Object json) {
        return json instanceof List ? json : USUAL_LIST.in(json);
    }

    /** Returns the answer's record. @throws OddAnswerException if it does not hold one */
    Map<String, Object> record(Answer answer) throws OddAnswerException {
        return object(answer.json(), answer);
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

    /** Returns a record of a list answer with its report keys; lists hold no ETags. */
    Map<String, Object> reportListed(Map<String, Object> record, Answer answer) throws OddAnswerException {
        return report(record, answer, options.etag() ? null : Json.hash(record));
    }

    /** Returns the version that an answer about one record shows. */
    String version(Answer answer) throws OddAnswerException {
        if (!options.etag()) {
            return Json.hash(record(answer));
        }
        String etag = answer.header("etag");
        if (etag == null) {
            throw new OddAnswerException(answer.call() + " answered without an ETag. Set the option etag to false.");
        }
        return etag;
    }

    private Map<String, Object> report(Map<String, Object> record, Answer answer, String version)
            throws OddAnswerException {
        var report = new LinkedHashMap<>(record);
        report.put(ID, id(record, answer));
        if (version != null) {
            report.put(VERSION, version);
        }
        Instant time = time(record, answer);
        if (time != null) {
            report.put(TIME, time.toString());
        }
        return report;
    }

    /** Returns the record's modified time; {@code null} where it has none. */
    Instant time(Map<String, Object> record, Answer answer) throws OddAnswerException {
        Object value = options.modified() == null ? null : options.modified().in(record);
        try {
            return value == null ? null : Times.modified(value);
        } catch (DateTimeException unreadable) {
            throw new OddAnswerException(answer.call() + " answered with a record that holds " + value + " at "
                    + options.modified().text() + ", which is neither an ISO 8601 time nor epoch milliseconds."
                    + " Check the option modified.");
        }
    }
}
