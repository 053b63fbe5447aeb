package io.syncbridge.operate.history;

import io.syncbridge.pipeline.Upkeep;
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
        Upkeep.route(this, "sampling", "period=20000").process(exchange -> sampling.sample());
        Upkeep.route(this, "history-retention", "period=3600000").process(exchange -> sampling.forget());
    }
}
