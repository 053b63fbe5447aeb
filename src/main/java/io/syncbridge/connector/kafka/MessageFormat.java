package io.syncbridge.connector.kafka;

import java.util.Locale;

/** How a topic's messages are written. */
enum MessageFormat {

    /** Each message is looked at by itself. */
    AUTO,
    /** Debezium's envelopes, or what {@code ExtractNewRecordState} has made of them. */
    DEBEZIUM,
    /** CloudEvents, in structured or binary mode. */
    CLOUDEVENTS,
    /** The record itself as JSON. */
    JSON;

    /** @throws IllegalArgumentException naming those that there are */
    static MessageFormat of(String name) {
        for (MessageFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("The option format must be auto, debezium, cloudevents or json, not " + name + ".");
    }
}
