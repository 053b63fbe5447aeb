package io.syncbridge.component;

import io.syncbridge.mapping.Mapped;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.StreamPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Takes changes in, or polls; returns when they are stored. Leaves the number of new changes as the body. */
class SyncProducer extends DefaultProducer {

    private final SyncEndpoint endpoint;

    SyncProducer(SyncEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        Intake intake = endpoint.getComponent().intake();
        String sync = endpoint.sync();
        if (endpoint.isPoll() || exchange.getProperty(StreamPosition.POLL_PROPERTY, false, Boolean.class)) {
            intake.poll(sync, endpoint.system());
            return;
        }
        String trouble = exchange.getProperty(StreamPosition.TROUBLE_PROPERTY, String.class);
        if (trouble != null) {
            intake.heard(sync, endpoint.system(), trouble.isEmpty() ? null : trouble);
            return;
        }
        Message message = exchange.getMessage();
        List<Change> changes = changes(exchange).stream().filter(change -> !isOfNothing(change)).map(this::orHint).toList();
        StreamPosition reached = exchange.getProperty(StreamPosition.PROPERTY, StreamPosition.class);
        if (reached == null) {
            message.setBody(intake.take(sync, endpoint.system(), changes));
        } else if (reached.position() != null) {
            if (exchange.getProperty(StreamPosition.SCAN_PROPERTY, false, Boolean.class)) {
                intake.scanAnew(sync, endpoint.system());
            }
            message.setBody(intake.take(sync, endpoint.system(), changes, reached));
        } else {
            exchange.setProperty(StreamPosition.PROPERTY, new StreamPosition(reached.stream(),
                    intake.position(sync, endpoint.system(), reached.stream()).orElse(null)));
            Set<String> readers = new TreeSet<>(exchange.getProperty(StreamPosition.READERS_PROPERTY, Set.of(), Set.class));
            readers.add(sync + "/" + endpoint.system());
            exchange.setProperty(StreamPosition.READERS_PROPERTY, readers);
        }
    }

    /** A sender who waits for an answer is told of a mistake. Of any other a message that cannot be read is a failed change. */
    private List<Change> changes(Exchange exchange) {
        Message message = exchange.getMessage();
        var reader = new ChangeReader(endpoint.definition().system(endpoint.system()));
        return exchange.getPattern().isOutCapable() ? reader.read(readable(message), message.getHeaders())
                : reader.readMessage(readable(message), message.getHeaders(), MessagePlace.of(exchange));
    }

    /** Says whether a report from a stream, which cannot be asked for more, holds none of the sync's fields. */
    private boolean isOfNothing(Change change) {
        return StreamPlace.of(change.version()).isPresent() && change.record() != null && change.operation() != Operation.DELETE
                && change.problem() == null && isEmpty(change.record());
    }

    /** A report of a record that holds none of the sync's fields says that something happened: the record is to be read. */
    private Change orHint(Change change) {
        if (change.record() == null || change.operation() == Operation.DELETE || change.problem() != null) {
            return change;
        }
        var fields = new HashMap<>(change.record());
        fields.remove(endpoint.definition().system(endpoint.system()).id());
        return isEmpty(fields) ? new Change(change.ref(), change.operation(), null, null, null, change.eventId()).of(change.formerId()) : change;
    }

    private boolean isEmpty(Map<String, Object> fields) {
        Mapping mapping = endpoint.definition().mapping();
        Mapped<CanonicalRecord> mapped = mapping.toCanonical(endpoint.system(), fields);
        return mapped.ok() && mapped.value().equals(mapping.toCanonical(endpoint.system(), Map.of()).value());
    }

    private static Object readable(Message message) {
        Object body = message.getBody();
        return body == null || body instanceof Map || body instanceof Iterable || body instanceof String
                || body instanceof byte[] ? body : message.getBody(byte[].class);
    }
}
