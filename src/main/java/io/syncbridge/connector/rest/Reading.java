package io.syncbridge.connector.rest;

import io.syncbridge.component.ReportKeys;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads records by id and finds them by their values. */
final class Reading {

    private final RestOptions options;
    private final Calls calls;
    private final Records records;

    Reading(RestOptions options, Calls calls, Records records) {
        this.options = options;
        this.calls = calls;
        this.records = records;
    }

    /** Returns the record, with its report keys, in a list; an empty one where there is none. */
    List<Map<String, Object>> one(String id) throws PassingException, OddAnswerException {
        Answer answer = calls.one(Uris.child(options.address(), id));
        return answer.isGone() ? List.of() : List.of(named(id, records.reportOne(answer.orThrow()), answer));
    }

    /** Systems may spell an id otherwise than it was asked for; a record with another id is not the answer. */
    private static Map<String, Object> named(String id, Map<String, Object> report, Answer answer) throws OddAnswerException {
        if (!id.equals(report.get(ReportKeys.ID))) {
            if (!isSame(id, report.get(ReportKeys.ID).toString())) {
                throw new OddAnswerException(answer.call() + " answered with another record, " + report.get(ReportKeys.ID)
                        + ". Check the options address and id.");
            }
            report.put(ReportKeys.ID, id);
        }
        return report;
    }

    private static boolean isSame(String id, String other) {
        try {
            return id.equalsIgnoreCase(other) || new BigDecimal(id).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    /** Returns the records that exist of these; at most {@code pageSize} may be asked for. */
    List<Map<String, Object>> many(List<String> ids) throws PassingException, OddAnswerException {
        URI list = Uris.with(options.address(), Map.of(options.readMany(), String.join(",", ids)));
        return reports(all(list));
    }

    /** Returns the records that hold all these values, in any spelling that may mean the same; what the system returns beside them is left out. */
    List<Map<String, Object>> find(Map<String, Object> values) throws PassingException, OddAnswerException {
        if (options.findBy() == RestOptions.FindBy.NONE) {
            throw new OddAnswerException("The resource " + Uris.shown(options.address()) + " cannot be searched. "
                    + "Set findBy=query, or leave find out of the option actions of the route's from.");
        }
        var texts = values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> "" + FieldPath.text(entry.getValue())));
        for (Map<String, String> form : Spelling.forms(texts)) {
            List<Found> found = all(Uris.with(options.address(), form)).stream().filter(one -> holds(one.element(), texts)).toList();
            if (!found.isEmpty()) {
                return reports(found);
            }
        }
        return List.of();
    }

    private static boolean holds(Object element, Map<String, String> texts) {
        return texts.entrySet().stream().allMatch(wanted -> {
            String held = FieldPath.of(wanted.getKey()).textIn(element);
            return held != null && Spelling.mayMean(wanted.getValue(), held);
        });
    }

    private record Found(Object element, Answer answer) {
    }

    private List<Map<String, Object>> reports(List<Found> found) throws OddAnswerException {
        var reports = new ArrayList<Map<String, Object>>();
        for (Found one : found) {
            reports.add(records.reportListed(one.element(), one.answer()));
        }
        return reports;
    }

    private List<Found> all(URI list) throws PassingException, OddAnswerException {
        var found = new ArrayList<Found>();
        String position = null;
        String last = null;
        do {
            URI address = options.paging().page(list, position, options.pageSize());
            Answer answer = calls.list(address);
            if (position != null && answer.isGone()) {
                return found;
            }
            Listing listing = calls.listing(address, answer);
            last = listing.fingerprint(last);
            listing.elements().forEach(element -> found.add(new Found(element, answer)));
            position = options.paging().next(position, listing);
        } while (position != null);
        return found;
    }
}
