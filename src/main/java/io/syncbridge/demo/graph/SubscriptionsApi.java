package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Subscribing to a list's changes. Unlike the real service, this one also calls addresses that are plain http. */
class SubscriptionsApi {

    private static final Duration LONGEST = Duration.ofMinutes(42_300);
    private static final Pattern RESOURCE = Pattern.compile("^/?sites/(.+)/lists/([^/]+?)(/items)?/?$");
    private static final List<String> REQUIRED = List.of("changeType", "notificationUrl", "resource", "expirationDateTime");

    private final Subscriptions subscriptions;
    private final Lists lists;
    private final Notifier notifier;
    private final GraphClock clock;

    SubscriptionsApi(Subscriptions subscriptions, Lists lists, Notifier notifier, GraphClock clock) {
        this.subscriptions = subscriptions;
        this.lists = lists;
        this.notifier = notifier;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.add("GET", "/v1.0/subscriptions", call -> GraphAnswer.ok(OData.of(call.request(), "subscriptions",
                        subscriptions.all().stream().map(Subscription::json))))
                .add("POST", "/v1.0/subscriptions", this::create)
                .add("GET", "/v1.0/subscriptions/{id}", call -> answer(call, 200, get(call)))
                .add("PATCH", "/v1.0/subscriptions/{id}", this::renew)
                .add("DELETE", "/v1.0/subscriptions/{id}", this::delete);
    }

    private GraphAnswer create(Call call) {
        ObjectNode wish = call.request().json();
        for (String property : REQUIRED) {
            if (wish.path(property).asText().isEmpty()) {
                throw invalid("The property '" + property + "' is required.");
            }
        }
        if (!wish.path("changeType").asText().equals("updated")) {
            throw invalid("Invalid 'changeType' attribute: '" + wish.path("changeType").asText()
                    + "'. Only 'updated' is supported for this resource.");
        }
        var subscription = new Subscription(UUID.randomUUID().toString(), list(wish.path("resource").asText()).id(),
                expiration(wish), wish);
        notifier.validate(subscription.address());
        subscriptions.put(subscription);
        return answer(call, 201, subscription);
    }

    private GraphAnswer renew(Call call) {
        Subscription before = get(call);
        ObjectNode change = call.request().json();
        ObjectNode wish = before.wish().deepCopy();
        if (change.has("notificationUrl")) {
            notifier.validate(change.path("notificationUrl").asText());
            wish.set("notificationUrl", change.get("notificationUrl"));
        }
        Instant expires = change.has("expirationDateTime") ? expiration(change) : before.expires();
        var renewed = new Subscription(before.id(), before.list(), expires, wish);
        subscriptions.put(renewed);
        return answer(call, 200, renewed);
    }

    private GraphAnswer delete(Call call) {
        subscriptions.remove(get(call).id());
        return GraphAnswer.noContent();
    }

    private ListInfo list(String resource) {
        Matcher parts = RESOURCE.matcher(resource);
        if (!parts.matches()) {
            throw invalid("Unsupported resource '" + resource + "'; a list is written sites/{site-id}/lists/{list-id}.");
        }
        Site.check(parts.group(1));
        return lists.get(parts.group(2));
    }

    private Instant expiration(ObjectNode wish) {
        Instant expires;
        try {
            expires = Kind.time(wish.path("expirationDateTime").asText());
        } catch (IllegalArgumentException unreadable) {
            throw invalid("Invalid 'expirationDateTime': " + unreadable.getMessage() + ".");
        }
        if (expires.isBefore(clock.now())) {
            throw invalid("Subscription expiration must be in the future.");
        }
        if (expires.isAfter(clock.now().plus(LONGEST).plusSeconds(60))) {
            throw invalid("Subscription expiration can only be " + LONGEST.toMinutes() + " minutes in the future.");
        }
        return expires;
    }

    private Subscription get(Call call) {
        return subscriptions.find(call.place("id")).orElseThrow(() ->
                new GraphException(404, "ResourceNotFound", "The object was not found."));
    }

    private static GraphAnswer answer(Call call, int status, Subscription subscription) {
        return GraphAnswer.of(status, OData.one(call.request(), "subscriptions", subscription.json()));
    }

    private static GraphException invalid(String message) {
        return new GraphException(400, "InvalidRequest", message);
    }
}
