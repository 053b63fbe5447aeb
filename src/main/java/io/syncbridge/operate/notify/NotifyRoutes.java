package io.syncbridge.operate.notify;

import io.syncbridge.pipeline.Upkeep;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What has the instances know of one another what they see, and drives the notifications where there is anybody to be told. */
@ApplicationScoped
public class NotifyRoutes extends RouteBuilder {

    private final Receivers receivers;
    private final Watch watch;
    private final Notifying notifying;

    public NotifyRoutes(Receivers receivers, Watch watch, Notifying notifying) {
        this.receivers = receivers;
        this.watch = watch;
        this.notifying = notifying;
    }

    @Override
    public void configure() {
        Upkeep.route(this, "watching", "period=5000").process(exchange -> watch.look());
        if (!receivers.isEmpty()) {
            Upkeep.route(this, "notifying", "period=5000").process(exchange -> notifying.tell());
        }
    }
}
