package io.syncbridge.connector.rest;

import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.Filter;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reports changed records, page after page.
 *
 * <p>Interfaces promise neither an order nor a still list, so the cursor moves on only when a pass is through, to the
 * newest time seen less the overlap. If a record was edited while its pages were read, it may have pushed another one
 * over the edge of a page unread; then the same span is read again.
 */
final class Changes {

    /** More than any two clocks and time zones differ. */
    private static final Duration FAR_AHEAD = Duration.ofDays(1);

    private final RestOptions options;
    private final Calls calls;
    private final Records records;

    Changes(RestOptions options, Calls calls, Records records) {
        this.options = options;
        this.calls = calls;
        this.records = records;
    }

    /**
     * One answer to {@code changes}.
     *
     * @param more whether to ask again at once
     * @param isScan whether it is part of a scan of every record, not only of changed ones
     * @param complete whether it ends a scan in which every record was reported
     */
    record Page(List<Map<String, Object>> reports, String cursor, boolean more, boolean isScan, boolean complete) {
    }

    /**
     * @param cursor as the page before returned it; {@code null} for a scan from the start
     * @param filter what of a scan is wanted
     */
    Page page(String cursor, Filter filter) throws PassingException, OddAnswerException {
        Pass pass = Pass.of(cursor);
        URI address = options.paging().page(list(pass, filter), pass.position(), options.pageSize());
        Answer answer = calls.list(address);
        if (pass.position() != null && answer.isGone()) {
            return gone(pass);
        }
        Listing listing = calls.listing(address, answer);
        check(pass, listing);
        pass = pass.seen(began(answer), newest(pass, listing), listing.fingerprint(pass.last()));
        String next = options.paging().next(pass.position(), listing);
        return next == null ? last(pass, reports(listing)) : new Page(reports(listing), pass.at(next).cursor(), true,
                pass.isScan(), false);
    }

    private URI list(Pass pass, Filter filter) {
        Map<String, Object> parameters = pass.since() == null ? parameters(filter) : Map.of(options.since(), pass.since());
        return parameters.isEmpty() ? options.address() : Uris.with(options.address(), parameters);
    }

    /** A resource that can be searched by its fields takes those of which the filter wants one certain value. */
    private Map<String, Object> parameters(Filter filter) {
        var parameters = new LinkedHashMap<String, Object>();
        if (options.findBy() == RestOptions.FindBy.QUERY) {
            filter.conditions().stream().filter(Condition.Is.class::isInstance).map(Condition.Is.class::cast)
                    .filter(is -> is.values().size() == 1).forEach(is -> parameters.put(is.field().text(), is.values().get(0)));
        }
        return parameters;
    }

    /** Past the end, some interfaces answer 404; a cursor that is gone has expired, and the pass begins again. */
    private Page gone(Pass pass) {
        return options.paging().isShifting() ? last(pass, List.of())
                : new Page(List.of(), Pass.begin(pass.since()).cursor(), false, pass.isScan(), false);
    }

    private Page last(Pass pass, List<Map<String, Object>> reports) {
        boolean reliable = pass.position() == null || !options.paging().isShifting() || pass.isQuiet();
        if (!reliable) {
            return new Page(reports, Pass.begin(pass.since()).cursor(), false, pass.isScan(), false);
        }
        Instant since = options.since() == null ? null
                : pass.newest() == null ? pass.since() : pass.newest().minus(options.overlap());
        return new Page(reports, Pass.begin(since).cursor(), false, pass.isScan(), pass.isScan());
    }

    private List<Map<String, Object>> reports(Listing listing) throws OddAnswerException {
        var reports = new ArrayList<Map<String, Object>>();
        for (Object element : listing.elements()) {
            reports.add(records.reportAny(element, reports.size(), listing.answer()));
        }
        return reports;
    }

    /** Where a scan begins with nothing that is a record, the options are wrong, and not each of the records. */
    private void check(Pass pass, Listing listing) throws OddAnswerException {
        if (pass.isScan() && pass.position() == null && listing.elements().stream().noneMatch(records::isNamed)) {
            for (Object element : listing.elements()) {
                records.reportListed(element, listing.answer());
            }
        }
    }

    /** A time that cannot be read is its own record's problem; one that lies far ahead is nobody's last edit. */
    private Instant newest(Pass pass, Listing listing) throws OddAnswerException {
        Instant latest = began(listing.answer()).plus(FAR_AHEAD);
        Instant newest = null;
        boolean told = false;
        for (Object element : listing.elements()) {
            try {
                Instant time = records.time(element);
                told |= time != null;
                newest = time == null || time.isAfter(latest) || newest != null && newest.isAfter(time) ? newest : time;
            } catch (DateTimeException unreadable) {
                told = true;
            }
        }
        if (!told && options.since() != null && pass.isScan() && pass.position() == null && !listing.elements().isEmpty()) {
            throw new OddAnswerException(listing.answer().call() + " answered with records that hold no time at "
                    + options.modified().text() + ". Set the option modified to the place of the modified time in a record.");
        }
        return newest;
    }

    private static Instant began(Answer answer) {
        return Objects.requireNonNullElseGet(Times.httpDate(answer.header("date")), Instant::now);
    }
}
