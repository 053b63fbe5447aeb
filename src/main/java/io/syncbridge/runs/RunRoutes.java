package io.syncbridge.runs;

import io.syncbridge.pipeline.Upkeep;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What drives the runs. */
@ApplicationScoped
public class RunRoutes extends RouteBuilder {

    private static final long HEARTBEAT = RunWorker.LEASE.toMillis() / 4;

    @Override
    public void configure() {
        timer("runs", 1000, "work");
        timer("run-heartbeat", HEARTBEAT, "renew");
        timer("compare-schedule", 60_000, "compareSchedule", "ask");
        timer("compare-clearing", 60_000, "compareSchedule", "clear");
    }

    private void timer(String route, long period, String method) {
        timer(route, period, "runs", method);
    }

    private void timer(String route, long period, String bean, String method) {
        Upkeep.route(this, route, "period=" + period).bean(bean, method);
    }
}
