package io.syncbridge.demo;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** What can be set under {@code demo.}; only looked at in the profile {@code demo}. */
@ConfigMapping(prefix = "demo")
interface DemoConfig {

    /** Where the demo ERP keeps its contacts. */
    @WithDefault("jdbc:h2:file:./data/demo-erp;AUTO_SERVER=TRUE;WRITE_DELAY=0")
    String erpDatabase();

    /** The bearer token that the demo ERP asks for. */
    @WithDefault("demo")
    String erpToken();

    /** Where the demo ERP sends its webhooks. */
    @WithDefault("http://127.0.0.1:${quarkus.http.port:8080}/webhooks/contacts/erp")
    URI webhook();

    /** The key that it signs them with. */
    @WithDefault("whsec_ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1hdC1hbGw=")
    String webhookKey();

    /** Says whether the demo systems are to be served; decided at start, so that one package serves both. */
    static boolean isActive() {
        return ConfigUtils.isProfileActive("demo");
    }
}
