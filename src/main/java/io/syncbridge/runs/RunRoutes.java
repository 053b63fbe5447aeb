package io.syncbridge.runs;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What drives the runs. */
@ApplicationScoped
public class RunRoutes extends RouteBuilder {

    private static final long HEARTBEAT = RunWorker.LEASE.toMillis() / 4;

    @Override
    public void configure() {
        timer("runs", 500, "work");
        timer("run-heartbeat", HEARTBEAT, "renew");
        timer("compare-schedule", 60_000, "compareSchedule", "ask");
    }

    private void timer(String route, long period, String method) {
        timer(route, period, "runs", method);
    }

    private void timer(String route, long period, String bean, String method) {
        from("timer:" + route + "?period=" + period).routeId(route)
                .onException(Exception.class).handled(true).bean("upkeepFailed").end()
                .bean(bean, method);
    }
}
