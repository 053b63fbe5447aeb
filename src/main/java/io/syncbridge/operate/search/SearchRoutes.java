package io.syncbridge.operate.search;

import io.syncbridge.pipeline.UpkeepFailure;
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
        from("timer:search-index?period=2000").routeId("search-index")
                .onException(Exception.class).handled(true).bean(UpkeepFailure.class).end()
                .process(exchange -> indexing.go());
    }
}
