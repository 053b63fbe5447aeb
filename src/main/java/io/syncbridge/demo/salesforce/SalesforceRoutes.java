package io.syncbridge.demo.salesforce;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves the simulated Salesforce; only in the profile {@code demo}. */
@ApplicationScoped
class SalesforceRoutes {

    void serve(@Observes Router router, DemoOrganization organization) {
        if (ConfigUtils.isProfileActive("demo")) {
            new OrganizationServer(organization.get()).serve(router);
        }
    }
}
