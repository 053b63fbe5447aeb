package io.syncbridge.connector.rest;

import java.net.URI;
import java.util.List;

/**
 * One page of records.
 *
 * @param address where it was asked for
 * @param json the whole answer, which may hold more than the records
 * @param elements what stands in the list, be they records or not
 */
record Listing(URI address, Answer answer, Object json, List<?> elements) {

    /**
     * Returns a name for what is on this page.
     *
     * @param last that of the page before; {@code null} on the first
     * @throws OddAnswerException if it is the same page again, which would never end
     */
    String fingerprint(String last) throws OddAnswerException {
        String fingerprint = Json.hash(elements);
        if (!elements.isEmpty() && fingerprint.equals(last)) {
            throw new OddAnswerException(answer.call() + " answered with the same page twice. "
                    + "Check the option paging and the names in pageParam, cursorParam and nextPath.");
        }
        return fingerprint;
    }
}
