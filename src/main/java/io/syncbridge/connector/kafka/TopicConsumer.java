package io.syncbridge.connector.kafka;

import io.syncbridge.component.StreamPosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Hears a topic, with as many consumers of its group as it is told to run; each hands on what it reads in one exchange. */
final class TopicConsumer extends DefaultConsumer {

    private final SyncKafkaEndpoint endpoint;
    private ExecutorService executor;
    private List<TopicListener> listeners = List.of();

    TopicConsumer(SyncKafkaEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.clusters().enter(endpoint.cluster(), endpoint.topic(), endpoint.group());
        executor = endpoint.getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "kafka-" + endpoint.topic(), endpoint.consumers());
        listeners = IntStream.range(0, endpoint.consumers()).mapToObj(number -> new TopicListener(endpoint, this::take, this::trouble)).toList();
        listeners.forEach(executor::execute);
    }

    @Override
    protected void doStop() throws Exception {
        listeners.forEach(TopicListener::stop);
        endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
        endpoint.clusters().leave(endpoint.cluster(), endpoint.topic(), endpoint.group());
        super.doStop();
    }

    private void take(List<Map<String, Object>> reports) throws Exception {
        process(reports, null);
    }

    /** @param why empty where the topic is heard again */
    private void trouble(String why) throws Exception {
        process(List.of(), why);
    }

    private void process(List<Map<String, Object>> reports, String trouble) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(reports);
            exchange.setProperty(StreamPosition.TROUBLE_PROPERTY, trouble);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
