package io.syncbridge.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** One lane for each sync: a signal starts it at once, the timer sees to what is due again. */
@ApplicationScoped
public class Workers {

    private static final String WORK = "work-";
    private static final String TICK = "tick-";

    private final CamelContext camel;

    public Workers(CamelContext camel) {
        this.camel = camel;
    }

    /** Adds a sync's lane to routes that are being built. */
    static void add(RouteBuilder routes, String sync) {
        String work = WorkSignal.lane(sync);
        routes.from(work).routeId(WORK + sync)
                .setBody(routes.constant(sync))
                .to("direct:pipeline");
        routes.from("timer:" + WORK + sync + "?period=1000").routeId(TICK + sync).to(work);
    }

    /** Begins to work on a sync that is new. */
    public void start(String sync) throws Exception {
        RouteBuilder.addRoutes(camel, routes -> add(routes, sync));
    }

    /** Ends the work on a sync that is no more. */
    public void stop(String sync) throws Exception {
        for (String route : List.of(TICK + sync, WORK + sync)) {
            camel.getRouteController().stopRoute(route);
            camel.removeRoute(route);
        }
    }
}
