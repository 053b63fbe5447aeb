package io.syncbridge.component;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** Names the place of a message in its source, as far as the usual components tell it. */
final class MessagePlace {

    /** Headers that together name one message, by component: Kafka, files and object stores, JMS, AMQP, Pulsar, SQS, MQTT. */
    private static final List<List<String>> NAMES = List.of(
            List.of("kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET"),
            List.of(Exchange.FILE_NAME),
            List.of("JMSMessageID"),
            List.of("CamelRabbitmqMessageId"),
            List.of("CamelSpringRabbitmqMessageId"),
            List.of("message_id"),
            List.of("CamelAwsSqsMessageId"),
            List.of("CamelMessageId"));

    private MessagePlace() {
    }

    /** Returns a text that is the same for the same message, as far as its component names it; otherwise one of its own. */
    static String of(Exchange exchange) {
        String message = NAMES.stream()
                .filter(names -> names.stream().allMatch(name -> exchange.getMessage().getHeader(name) != null)).findFirst()
                .map(names -> names.stream().map(name -> exchange.getMessage().getHeader(name, String.class))
                        .collect(Collectors.joining("/")))
                .orElse(exchange.getExchangeId());
        Object part = exchange.getProperty(Exchange.SPLIT_INDEX);
        return Stream.of(message, part == null ? null : String.valueOf(1 + ((Number) part).intValue())).filter(Objects::nonNull)
                .collect(Collectors.joining("#"));
    }
}
