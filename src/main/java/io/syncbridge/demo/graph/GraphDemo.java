package io.syncbridge.demo.graph;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.syncbridge.demo.DemoDatabase;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts the simulation in the profile {@code demo}, and only there. */
@ApplicationScoped
class GraphDemo {

    /** What can be set under {@code demo.graph.}. */
    @ConfigMapping(prefix = "demo.graph")
    interface Config {

        /** Where the simulated SharePoint keeps its lists. */
        @WithDefault("jdbc:h2:file:./data/demo-graph;AUTO_SERVER=TRUE;WRITE_DELAY=0")
        String database();
    }

    private final Config config;
    private GraphService service;

    GraphDemo(Config config) {
        this.config = config;
    }

    void serve(@Observes Router router) {
        if (ConfigUtils.isProfileActive("demo")) {
            service = new GraphService(DemoDatabase.open(new DemoDatabase(config.database())));
            new GraphHttp(service).mount(router);
        }
    }

    GraphService service() {
        return service;
    }
}
