package io.syncbridge.operate.search;

import io.syncbridge.pipeline.Upkeep;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** What keeps that which is searched. */
@ApplicationScoped
public class SearchRoutes extends RouteBuilder {

    private final Indexing indexing;

    public SearchRoutes(Indexing indexing) {
        this.indexing = indexing;
    }

    @Override
    public void configure() {
        Upkeep.route(this, "search-index", "period=2000").process(exchange -> indexing.go());
    }
}
