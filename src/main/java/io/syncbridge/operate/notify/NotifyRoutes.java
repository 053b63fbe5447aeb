package io.syncbridge.operate.notify;

import io.syncbridge.pipeline.UpkeepFailure;
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
        timer("watching", watch::look);
        if (!receivers.isEmpty()) {
            timer("notifying", notifying::tell);
        }
    }

    /** Each timer has a thread of its own, so that a slow mail server keeps nobody waiting. */
    private void timer(String route, Runnable task) {
        from("timer:" + route + "?period=5000").routeId(route)
                .onException(Exception.class).handled(true).bean(UpkeepFailure.class).end()
                .process(exchange -> task.run());
    }
}
