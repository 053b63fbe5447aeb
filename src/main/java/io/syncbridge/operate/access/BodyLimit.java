package io.syncbridge.operate.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says why a request is refused whose body is larger than the server takes; the server itself would refuse it without a word. */
@ApplicationScoped
public class BodyLimit {

    private static final int BEFORE_ALL = 600;
    private static final int TOO_LARGE = 413;

    private final MemorySize most;

    public BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize most) {
        this.most = most;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= most.asLongValue()) {
            context.next();
            return;
        }
        context.response().putHeader("Connection", "close");
        OpenAnswers.refuse(context, TOO_LARGE, "Content Too Large", "The body is larger than the " + most.asLongValue()
                + " bytes that are taken at once. Send less, in several requests.").onComplete(sent -> context.request().connection().close());
    }
}
