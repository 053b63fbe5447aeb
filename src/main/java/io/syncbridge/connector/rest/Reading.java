package io.syncbridge.connector.rest;

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
        return answer.isGone() ? List.of() : List.of(records.reportOne(answer.orThrow()));
    }

    /** Returns the records that exist of these; at most {@code pageSize} may be asked for. */
    List<Map<String, Object>> many(List<String> ids) throws PassingException, OddAnswerException {
        return all(Uris.with(options.address(), Map.of(options.readMany(), String.join(",", ids))));
    }

    /** Returns the records that hold all these values; what the system returns beside them is left out. */
    List<Map<String, Object>> find(Map<String, Object> values) throws PassingException, OddAnswerException {
        if (options.findBy() == RestOptions.FindBy.NONE) {
            throw new OddAnswerException("The resource " + Uris.shown(options.address()) + " cannot be searched. "
                    + "Set findBy=query, or leave find out of the option actions of the route's from.");
        }
        var texts = values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> "" + entry.getValue()));
        return all(Uris.with(options.address(), texts)).stream()
                .filter(record -> texts.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(FieldPath.of(wanted.getKey()).textIn(record))))
                .toList();
    }

    private List<Map<String, Object>> all(URI list) throws PassingException, OddAnswerException {
        var found = new ArrayList<Map<String, Object>>();
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
            for (var record : listing.records()) {
                found.add(records.reportListed(record, answer));
            }
            position = options.paging().next(position, listing);
        } while (position != null);
        return found;
    }
}
