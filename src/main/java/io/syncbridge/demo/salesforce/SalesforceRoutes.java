package io.syncbridge.demo.salesforce;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Serves the simulated Salesforce; only in the profile {@code demo}. */
@ApplicationScoped
class SalesforceRoutes {

    private static final Logger LOG = Logger.getLogger(SalesforceRoutes.class);
    private static final int LONGEST_LINE = 16_384;

    void serve(@Observes Router router, DemoOrganization organization, SalesforceConfig config, Vertx vertx) {
        if (ConfigUtils.isProfileActive("demo")) {
            new OrganizationServer(organization.get()).serve(router);
            config.port().ifPresent(port -> serveAtRoot(vertx, organization.get(), port));
        }
    }

    /** Real organizations have a host of their own, so that some clients drop the path of the addresses that they are given. */
    private static void serveAtRoot(Vertx vertx, Organization organization, int port) {
        Router router = Router.router(vertx);
        new OrganizationServer(organization, "").serve(router);
        vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(LONGEST_LINE)).requestHandler(router).listen(port, "127.0.0.1")
                .onSuccess(server -> LOG.infof("The simulated Salesforce is at http://127.0.0.1:%d as well.", server.actualPort()))
                .onFailure(taken -> LOG.warnf("The simulated Salesforce has no port of its own: %s. Set demo.salesforce.port to a free one.",
                        taken.getMessage()));
    }
}
