package io.syncbridge.connector.kafka;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** Publishes the outbox as soon as a transaction has put something into it, and looks at it now and then for what others have. */
@ApplicationScoped
class PublisherRoutes extends RouteBuilder {

    private static final String PUBLISH = "seda:kafka-outbox?size=1&discardWhenFull=true";

    private final BridgeConfig config;
    private final Outbox outbox;
    private final ProducerTemplate template;

    PublisherRoutes(BridgeConfig config, Outbox outbox, ProducerTemplate template) {
        this.config = config;
        this.outbox = outbox;
        this.template = template;
    }

    @Override
    public void configure() {
        if (config.kafka().isEmpty() || !config.serve()) {
            return;
        }
        outbox.onCommitted(() -> template.sendBody(PUBLISH, null));
        from("timer:kafka-outbox?period=1000").routeId("kafka-outbox-timer").to(PUBLISH);
        from(PUBLISH).routeId("kafka-outbox")
                .onException(Exception.class).handled(true)
                    .log(LoggingLevel.WARN, "The outbox could not be published and is looked at again: ${exception.message}").end()
                .bean(Publisher.class);
    }
}
