package io.syncbridge.pipeline;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/** Routes of what is done again and again beside the changes; each timer has a thread of its own. */
public final class Upkeep {

    private Upkeep() {
    }

    /**
     * Begins a route that runs at its times, whether it failed before or not.
     *
     * @param id the route's and its timer's
     * @param times options of the timer
     */
    public static ProcessorDefinition<?> route(RouteBuilder routes, String id, String times) {
        return routes.from("timer:" + id + "?" + times).routeId(id)
                .onException(Exception.class).handled(true).bean(UpkeepFailure.class).end();
    }
}
