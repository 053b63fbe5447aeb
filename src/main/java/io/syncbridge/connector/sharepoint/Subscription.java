package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Uris;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps one subscription to a list's changes at Graph: makes it, renews it, and makes it anew when it is gone or holds
 * another client state. What Graph has is looked up each time, so that restarts and other instances need no agreement.
 */
final class Subscription {

    /** How long Graph keeps it without being asked again; it would allow 42,300 minutes. */
    static final Duration LIFETIME = Duration.ofDays(3);

    private static final String PATH = "/subscriptions";

    private final GraphClient client;
    private final SharePointList list;
    private final String address;
    private final ClientState state;
    private final Clock clock;
    private volatile String id;
    private volatile Instant end;

    /** @param address where Graph sends the notifications */
    Subscription(GraphClient client, SharePointList list, String address, ClientState state, Clock clock) {
        this.client = client;
        this.list = list;
        this.address = address;
        this.state = state;
        this.clock = clock;
    }

    String address() {
        return address;
    }

    ClientState state() {
        return state;
    }

    /** Returns when Graph ends it unless it is renewed; {@code null} before it was made. */
    Instant end() {
        return end;
    }

    /** Says whether this is the id under which Graph was last seen to keep it. */
    boolean isKnownAs(Object subscriptionId) {
        return id != null && id.equals(subscriptionId);
    }

    /**
     * Sees to it that there is exactly one, and that it lasts.
     *
     * @param anew whether the one that is there is of no use, because it holds another client state
     */
    void ensure(boolean anew) throws PassingException, OddAnswerException {
        String kept = null;
        for (Map<?, ?> found : ours()) {
            if (kept != null || anew || found.get("clientState") != null && !state.fits(found.get("clientState"))) {
                client.send(new Part("DELETE", path(found.get("id")), Map.of(), null));
            } else {
                kept = String.valueOf(found.get("id"));
            }
        }
        Instant lasts = clock.instant().plus(LIFETIME);
        id = kept != null && renew(kept, lasts) ? kept : create(lasts);
        end = lasts;
    }

    private List<Map<?, ?>> ours() throws PassingException, OddAnswerException {
        var ours = new ArrayList<Map<?, ?>>();
        String page = PATH;
        while (page != null) {
            Map<?, ?> json = object(client.get(page).orThrow());
            if (json.get("value") instanceof List<?> all) {
                all.stream().map(element -> (Map<?, ?>) element)
                        .filter(found -> address.equals(found.get("notificationUrl"))).forEach(ours::add);
            }
            page = json.get("@odata.nextLink") instanceof String next ? client.path(next) : null;
        }
        return ours;
    }

    /** Says whether it was there to be renewed. */
    private boolean renew(String kept, Instant lasts) throws PassingException, OddAnswerException {
        Answer answer = client.send(new Part("PATCH", path(kept), Map.of(), Map.of("expirationDateTime", lasts.toString())));
        if (answer.isGone()) {
            return false;
        }
        answer.orThrow();
        return true;
    }

    private String create(Instant lasts) throws PassingException, OddAnswerException {
        var wish = new LinkedHashMap<String, Object>();
        wish.put("changeType", "updated");
        wish.put("notificationUrl", address);
        wish.put("resource", list.info().resource());
        wish.put("expirationDateTime", lasts.toString());
        wish.put("clientState", state.text());
        Answer answer = client.send(new Part("POST", PATH, Map.of(), wish));
        return String.valueOf(object(answer.orThrow()).get("id"));
    }

    private static String path(Object id) {
        return PATH + "/" + Uris.escape(String.valueOf(id));
    }

    private static Map<?, ?> object(Answer answer) throws OddAnswerException {
        if (answer.json() instanceof Map<?, ?> json) {
            return json;
        }
        throw new OddAnswerException(answer.call() + " answered with something that is no subscription.");
    }
}
