package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Uris;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The list that a team's Kamelet names. What Graph says of it is kept for some minutes, and asked for again when
 * something that was known of it is refused.
 */
final class SharePointList {

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** However often something is refused, the list is not asked for more often than this. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record Known(ListInfo info, Instant at) {
    }

    private final GraphClient client;
    private final String site;
    private final String list;
    private final Clock clock;
    private Known known;

    /**
     * @param site an id, or {@code <host>:/sites/<name>}
     * @param list an id or a name
     */
    SharePointList(GraphClient client, String site, String list, Clock clock) {
        this.client = client;
        this.site = site;
        this.list = list;
        this.clock = clock;
    }

    /** @throws OddAnswerException if there is no such site or list, or it is not for this application, with a cure */
    synchronized ListInfo info() throws PassingException, OddAnswerException {
        if (known == null || isOlder(KEPT)) {
            String siteId = known == null ? siteId() : known.info().site();
            known = new Known(ListInfo.of(siteId, ask("/sites/" + siteId + "/lists/" + Uris.escape(list)
                    + "?$select=id,name,displayName&$expand=columns", "list " + list, "list")), clock.instant());
        }
        return known.info();
    }

    /** Has the list asked for again at the next use, for something about it was refused. */
    synchronized void doubt() {
        if (known != null && isOlder(FRESH)) {
            known = null;
        }
    }

    private boolean isOlder(Duration age) {
        return known.at().plus(age).isBefore(clock.instant());
    }

    private String siteId() throws PassingException, OddAnswerException {
        String path = Arrays.stream(site.split("/")).map(Uris::escape).collect(Collectors.joining("/"))
                .replace("%3A", ":").replace("%2C", ",");
        return String.valueOf(ask("/sites/" + path + "?$select=id", "site " + site, "site").get("id"));
    }

    private Map<?, ?> ask(String path, String what, String option) throws PassingException, OddAnswerException {
        var answer = client.get(path);
        if (answer.status() == 403 || answer.status() == 404) {
            throw new OddAnswerException("The " + what + " cannot be used: " + answer.sentence() + " Check the parameter " + option
                    + " of sharepoint-list, and that the application has been granted access to the site.");
        }
        if (answer.orThrow().json() instanceof Map<?, ?> json) {
            return json;
        }
        throw new OddAnswerException(answer.call() + " answered with something that is no " + option + ".");
    }
}
