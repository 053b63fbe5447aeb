package io.syncbridge.demo;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Outside the profile {@code demo} nothing under {@code /demo} is there; inside it the ERP asks for its token. */
class DemoGate {

    private final boolean open = DemoConfig.isActive();
    private final String credentials;

    DemoGate(DemoConfig config) {
        credentials = "Bearer " + config.erpToken();
    }

    @ServerRequestFilter(preMatching = true)
    public Response refuse(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("/demo") && !path.startsWith("/demo/")) {
            return null;
        }
        if (!open) {
            return Response.status(404).build();
        }
        boolean allowed = !path.startsWith("/demo/erp/") || credentials.equals(request.getHeaderString("Authorization"));
        return allowed ? null : ErpResource.problem(401, "Unauthorized", "the bearer token is missing or wrong");
    }
}
