package io.syncbridge.connector.sharepoint;

import io.syncbridge.component.Descriptions;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.model.SyncAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Answers the bridge's actions. A body of one record is answered with one, a list with a list. */
final class SharePointProducer extends DefaultProducer {

    private static final int USUAL_PAGE = 1000;

    private final GraphClient client;
    private final DeltaChanges changes;
    private final ItemReading reading;
    private final ItemWriting writing;
    private final Consumer<SystemName> polled;

    /** @param polled is told for which system the list is asked for its changes, each time */
    SharePointProducer(SharePointEndpoint endpoint, GraphClient client, SharePointList list, String externalId,
            Consumer<SystemName> polled) {
        super(endpoint);
        this.client = client;
        this.changes = new DeltaChanges(client, list);
        this.reading = new ItemReading(client, list);
        this.writing = new ItemWriting(client, list, reading, externalId);
        this.polled = polled;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        SyncAction action = SyncAction.of(message.getHeader(SyncHeaders.ACTION, String.class));
        if (action == SyncAction.CHANGES) {
            SystemName.of(message.getHeader(SyncHeaders.SYSTEM, String.class)).ifPresent(polled);
        }
        Instant called = Instant.now();
        try {
            answer(message, action);
        } catch (PassingException e) {
            throw new SystemCallException(e.getMessage(), true, e.retryAfter(), e);
        }
        message.setHeader(SyncHeaders.CURRENT, true);
        client.quota().ifPresent(used -> message.setHeader(SyncHeaders.QUOTA, used));
        client.clockShownSince(called).ifPresent(date -> message.setHeader(SyncHeaders.CLOCK, date));
    }

    private void answer(Message message, SyncAction action) throws PassingException, OddAnswerException {
        boolean many = message.getBody() instanceof List;
        switch (action) {
            case CHANGES -> changes(message);
            case READ -> {
                var found = reading.read(elements(message).stream().map(Object::toString).toList());
                message.setBody(many ? found : found.isEmpty() ? null : found.get(0));
            }
            case FIND -> message.setBody(reading.find(maps(message)).stream().flatMap(List::stream).toList());
            case DESCRIBE -> message.setBody(Descriptions.toMap(reading.description()));
            case CREATE, UPDATE, DELETE -> {
                var results = writing.write(action, maps(message));
                message.setBody(many ? results : results.get(0));
            }
        }
    }

    private void changes(Message message) throws PassingException, OddAnswerException {
        DeltaChanges.Page page = changes.page(message.getHeader(SyncHeaders.CURSOR, String.class),
                message.getHeader(SyncHeaders.LIMIT, USUAL_PAGE, Integer.class));
        message.setBody(page.reports());
        message.setHeader(SyncHeaders.CURSOR, page.cursor());
        message.setHeader(SyncHeaders.MORE, page.more());
        message.removeHeader(SyncHeaders.SCAN_COMPLETE);
        if (page.isScan()) {
            message.setHeader(SyncHeaders.SCAN_COMPLETE, !page.more());
        }
    }

    private static List<?> elements(Message message) {
        return message.getBody() instanceof List<?> list ? list : List.of(message.getBody());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Message message) {
        return (List<Map<String, Object>>) elements(message);
    }
}
