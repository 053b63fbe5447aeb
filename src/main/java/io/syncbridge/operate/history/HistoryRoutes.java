package io.syncbridge.operate.history;

import io.syncbridge.pipeline.UpkeepFailure;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What drives the history. */
@ApplicationScoped
public class HistoryRoutes extends RouteBuilder {

    private final Sampling sampling;

    public HistoryRoutes(Sampling sampling) {
        this.sampling = sampling;
    }

    @Override
    public void configure() {
        timer("sampling", 20_000, sampling::sample);
        timer("history-retention", 3_600_000, sampling::forget);
    }

    private void timer(String route, long period, Runnable task) {
        from("timer:" + route + "?period=" + period).routeId(route)
                .onException(Exception.class).handled(true).bean(UpkeepFailure.class).end()
                .process(exchange -> task.run());
    }
}
