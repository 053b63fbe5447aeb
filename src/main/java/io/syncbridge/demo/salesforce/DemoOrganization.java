package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.DemoDatabase;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The demo's organization; opened when it is first asked for, which is only in the profile {@code demo}. */
@ApplicationScoped
class DemoOrganization {

    private final SalesforceConfig config;
    private Organization organization;

    DemoOrganization(SalesforceConfig config) {
        this.config = config;
    }

    synchronized Organization get() {
        if (organization == null) {
            organization = new Organization(DemoDatabase.open(new DemoDatabase(config.database())), config.jwtPublicKey(),
                    config.outboundMessages());
            organization.start();
        }
        return organization;
    }

    @PreDestroy
    synchronized void stop() {
        if (organization != null) {
            organization.stop();
        }
    }
}
