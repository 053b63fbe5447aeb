package io.syncbridge.operate.view;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** When timers poll the systems next, by the routes that teams wrote. */
@ApplicationScoped
class PollTimers {

    private final CamelContext camel;

    PollTimers(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Returns when a timer of this instance polls each system next, by {@code sync/system}; without those that none polls, or has not
     * yet for the first time.
     */
    Map<String, Instant> next() {
        var next = new HashMap<String, Instant>();
        // a copy, for routes are still added while the bridge starts
        for (RouteDefinition definition : new ArrayList<>(((ModelCamelContext) camel).getRouteDefinitions())) {
            Route route = camel.getRoute(definition.getRouteId());
            if (route != null && route.getEndpoint() instanceof TimerEndpoint timer) {
                due(route, timer).ifPresent(time -> ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), ToDefinition.class)
                        .forEach(step -> polled(step).ifPresent(system -> next.merge(system, time, (one, other) -> one.isBefore(other) ? one : other))));
            }
        }
        return next;
    }

    private static Optional<String> polled(ToDefinition step) {
        String[] uri = step.getUri().split("[?&]");
        return uri[0].startsWith("sync:") && List.of(uri).contains("action=poll") ? Optional.of(uri[0].substring("sync:".length())) : Optional.empty();
    }

    private Optional<Instant> due(Route route, TimerEndpoint timer) {
        var management = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean bean = management == null ? null : management.getManagedRoute(route.getRouteId());
        return Optional.ofNullable(bean).map(ManagedRouteMBean::getLastExchangeCreatedTimestamp)
                .map(last -> last.toInstant().plusMillis(timer.getPeriod()));
    }
}
