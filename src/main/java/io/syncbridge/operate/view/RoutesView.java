package io.syncbridge.operate.view;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/** The Camel routes of a sync, and what went through them since the start. */
@ApplicationScoped
public class RoutesView {

    /** @param from where it begins */
    public record RouteState(String id, String from, String description, String state, long done, long failed) {
    }

    private final CamelContext camel;

    public RoutesView(CamelContext camel) {
        this.camel = camel;
    }

    /** Returns the routes from the sync's file, and those that reach its systems. */
    public List<RouteState> of(String sync) {
        return camel.getRoutes().stream().filter(route -> belongs(route, sync)).map(this::state).toList();
    }

    private static boolean belongs(Route route, String sync) {
        String source = String.valueOf(route.getSourceLocation());
        String file = source.substring(source.lastIndexOf('/') + 1);
        return file.startsWith(sync + ".camel.") || route.getEndpoint().getEndpointUri().startsWith("sync://" + sync + "/");
    }

    private RouteState state(Route route) {
        var managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean bean = managed == null ? null : managed.getManagedRoute(route.getRouteId());
        String uri = route.getEndpoint().getEndpointUri().replace("://", ":");
        return new RouteState(route.getRouteId(), uri.length() > 80 ? uri.substring(0, 79) + "…" : uri, route.getDescription(),
                camel.getRouteController().getRouteStatus(route.getRouteId()).name().toLowerCase(),
                bean == null ? 0 : counted(bean::getExchangesTotal), bean == null ? 0 : counted(bean::getExchangesFailed));
    }

    private interface Counter {
        long count() throws Exception;
    }

    private static long counted(Counter counter) {
        try {
            return counter.count();
        } catch (Exception e) {
            return 0;
        }
    }
}
