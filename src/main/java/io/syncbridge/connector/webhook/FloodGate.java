package io.syncbridge.connector.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets in only so many requests with bodies at once as the heap can hold; the others are answered 503 with Retry-After
 * before their body is read, so that a flood slows its senders and nothing else.
 */
@ApplicationScoped
public class FloodGate {

    /** A request costs more than its body. */
    private static final long LEAST_COST = 16 * 1024;

    /** What is made of a body on its way to the store is several times as large as the body. */
    private static final int SHARE_OF_HEAP = 16;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final long budget = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    private final AtomicLong inside = new AtomicLong();
    private final long unknownLength;

    /** @param largest the most bytes that the server reads of a body */
    public FloodGate(@ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M")
            MemorySize largest) {
        this.unknownLength = largest.asLongValue();
    }

    void stand(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_BODY_HANDLER - 1).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        long cost = cost(context.request());
        if (cost == 0) {
            context.next();
        } else if (enter(cost)) {
            context.addEndHandler(ended -> inside.addAndGet(-cost));
            context.next();
        } else {
            refuse(context);
        }
    }

    private long cost(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("\\d{1,18}")) {
            return Math.max(LEAST_COST, Math.min(Long.parseLong(length), unknownLength));
        }
        boolean comes = request.version() == HttpVersion.HTTP_2 ? !request.isEnded()
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return comes ? unknownLength : 0;
    }

    /** One alone is let in whatever it costs. */
    private boolean enter(long cost) {
        long before = inside.getAndUpdate(now -> fits(now, cost) ? now + cost : now);
        return fits(before, cost);
    }

    private boolean fits(long now, long cost) {
        return now == 0 || now + cost <= budget;
    }

    /** What still comes of the body is read and thrown away, so that the sender gets to read the answer. */
    private static void refuse(RoutingContext context) {
        context.request().resume();
        context.response().setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end("{\"error\":\"too many requests are under way; send it again later\"}");
    }
}
