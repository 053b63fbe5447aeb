package io.syncbridge.loading;

import io.syncbridge.pipeline.Upkeep;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What looks for changed files. It reads them all: volumes from elsewhere report no changes, and their times cannot be relied on. */
@ApplicationScoped
public class ReloadRoutes extends RouteBuilder {

    private final Reload reload;

    public ReloadRoutes(Reload reload) {
        this.reload = reload;
    }

    @Override
    public void configure() {
        Upkeep.route(this, "reload", "period=2000").process(exchange -> reload.look());
    }
}
