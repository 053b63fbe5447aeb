package io.syncbridge.connector.salesforce;

import io.syncbridge.component.Descriptions;
import io.syncbridge.component.ScanFilter;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.model.SyncAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Answers the bridge's actions. A body of one record is answered with one, a list with a list. */
final class SalesforceObjectProducer extends DefaultProducer {

    private static final int USUAL_PAGE = 1000;

    private final OrgClient client;
    private final ObjectFields fields;
    private final ObjectChanges changes;
    private final ObjectReading reading;
    private final ObjectWriting writing;

    SalesforceObjectProducer(SalesforceObjectEndpoint endpoint, OrgClient client, ObjectFields fields, String externalId,
            Duration overlap, int bulkThreshold) {
        super(endpoint);
        this.client = client;
        this.fields = fields;
        this.changes = new ObjectChanges(client, fields, overlap, bulkThreshold);
        this.reading = new ObjectReading(client, fields);
        this.writing = new ObjectWriting(client, fields, reading, externalId, bulkThreshold);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        SyncAction action = SyncAction.of(message.getHeader(SyncHeaders.ACTION, String.class));
        Instant called = Instant.now();
        try {
            answerAsIsNow(message, action);
        } catch (PassingException e) {
            throw new SystemCallException(e.getMessage(), true, e.retryAfter(), e);
        }
        message.setHeader(SyncHeaders.CURRENT, true);
        client.quota().ifPresent(used -> message.setHeader(SyncHeaders.QUOTA, used));
        client.clockShownSince(called).ifPresent(date -> message.setHeader(SyncHeaders.CLOCK, date));
    }

    /** A field that is not there any more is forgotten and not asked for again. */
    private void answerAsIsNow(Message message, SyncAction action) throws PassingException, OddAnswerException {
        try {
            answer(message, action);
        } catch (RefusedException refused) {
            if (!refused.error().isAboutUnknownField()) {
                throw refused;
            }
            fields.forget();
            answer(message, action);
        }
    }

    private void answer(Message message, SyncAction action) throws PassingException, OddAnswerException {
        boolean many = message.getBody() instanceof List;
        switch (action) {
            case CHANGES -> changes(message);
            case READ -> {
                var found = reading.read(elements(message).stream().map(Object::toString).toList());
                message.setBody(many ? found : found.isEmpty() ? null : found.get(0));
            }
            case FIND -> message.setBody(reading.find(maps(message)));
            case DESCRIBE -> message.setBody(Descriptions.toMap(fields.description()));
            case CREATE, UPDATE, DELETE -> {
                var results = writing.write(action, maps(message));
                message.setBody(many ? results : results.get(0));
            }
        }
    }

    private void changes(Message message) throws PassingException, OddAnswerException {
        ObjectChanges.Page page = changes.page(message.getHeader(SyncHeaders.CURSOR, String.class),
                message.getHeader(SyncHeaders.LIMIT, USUAL_PAGE, Integer.class), ScanFilter.of(message));
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
