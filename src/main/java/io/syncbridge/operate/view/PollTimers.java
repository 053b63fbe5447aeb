package io.syncbridge.operate.view;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;

/** When timers poll the systems next, by the routes that teams wrote. */
@ApplicationScoped
class PollTimers {

    private final CamelContext camel;

    PollTimers(CamelContext camel) {
        this.camel = camel;
    }

    /** Returns when a timer of this instance polls the system next; empty where none does, or has not yet for the first time. */
    Optional<Instant> next(String sync, String system) {
        return List.copyOf(((ModelCamelContext) camel).getRouteDefinitions()).stream()
                .filter(route -> polls(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class), sync, system))
                .map(route -> camel.getRoute(route.getRouteId())).filter(route -> route != null && route.getEndpoint() instanceof TimerEndpoint)
                .flatMap(route -> next(route).stream()).min(Instant::compareTo);
    }

    private static boolean polls(Collection<ToDefinition> steps, String sync, String system) {
        return steps.stream().map(ToDefinition::getUri).anyMatch(uri -> List.of(uri.split("[?&]")).containsAll(
                List.of("sync:" + sync + "/" + system, "action=poll")));
    }

    private Optional<Instant> next(Route route) {
        var management = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean bean = management == null ? null : management.getManagedRoute(route.getRouteId());
        return Optional.ofNullable(bean).map(ManagedRouteMBean::getLastExchangeCreatedTimestamp)
                .map(last -> last.toInstant().plusMillis(((TimerEndpoint) route.getEndpoint()).getPeriod()));
    }
}
