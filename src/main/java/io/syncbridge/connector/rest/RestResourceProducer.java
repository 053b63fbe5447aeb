package io.syncbridge.connector.rest;

import io.syncbridge.component.Descriptions;
import io.syncbridge.component.ScanFilter;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Description;
import io.syncbridge.model.SyncAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Answers the bridge's actions. A body of one record is answered with one, a list with a list. */
final class RestResourceProducer extends DefaultProducer {

    /** Milliseconds until a record is looked at again that does not show what was written to it; then twice as many. */
    private static final long FIRST_PAUSE = 200;

    private final RestOptions options;
    private final RestClient client;
    private final Changes changes;
    private final Reading reading;
    private final Writing writing;
    private ExecutorService executor;

    RestResourceProducer(RestResourceEndpoint endpoint, RestOptions options, RestClient client) {
        super(endpoint);
        var records = new Records(options);
        var calls = new Calls(options, client, records);
        this.options = options;
        this.client = client;
        this.changes = new Changes(options, calls, records);
        this.reading = new Reading(options, calls, records);
        this.writing = new Writing(options, calls, records);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = getEndpoint().getCamelContext().getExecutorServiceManager()
                .newFixedThreadPool(this, "sync-rest", options.concurrency());
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(executor);
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Instant called = Instant.now();
        try {
            answer(message, SyncAction.of(message.getHeader(SyncHeaders.ACTION, String.class)));
        } catch (PassingException e) {
            throw new SystemCallException(e.getMessage(), true, e.retryAfter(), e);
        }
        message.setHeader(SyncHeaders.WHOLE, true);
        client.quota().ifPresent(used -> message.setHeader(SyncHeaders.QUOTA, used));
        client.clockShownSince(called).ifPresent(date -> message.setHeader(SyncHeaders.CLOCK, date));
    }

    private void answer(Message message, SyncAction action) throws Exception {
        switch (action) {
            case CHANGES -> changes(message);
            case READ -> read(message);
            case FIND -> message.setBody(flat(call(elements(message), wanted -> () -> reading.find(map(wanted)))));
            case DESCRIBE -> {
                changes.page(null, Filter.ALL);
                message.setBody(Descriptions.toMap(Description.NONE));
            }
            case CREATE, UPDATE, DELETE -> write(action, message);
        }
    }

    private void changes(Message message) throws PassingException, OddAnswerException {
        Changes.Page page = changes.page(message.getHeader(SyncHeaders.CURSOR, String.class), ScanFilter.of(message));
        message.setBody(page.reports());
        message.setHeader(SyncHeaders.CURSOR, page.cursor());
        message.setHeader(SyncHeaders.MORE, page.more());
        message.removeHeader(SyncHeaders.SCAN_COMPLETE);
        if (page.isScan()) {
            message.setHeader(SyncHeaders.SCAN_COMPLETE, page.complete());
        }
    }

    private void read(Message message) throws Exception {
        List<String> ids = elements(message).stream().map(Object::toString).toList();
        List<Map<String, Object>> found = flat(options.readMany() == null
                ? call(ids, id -> () -> reading.one(id))
                : call(portions(ids), portion -> () -> reading.many(portion)));
        message.setBody(message.getBody() instanceof List ? found : found.isEmpty() ? null : found.get(0));
    }

    private void write(SyncAction action, Message message) throws Exception {
        List<Attempt> attempts = call(elements(message), write -> () -> writing.write(action, map(write)));
        Instant end = Instant.now().plus(options.lag());
        for (long pause = FIRST_PAUSE; attempts.stream().anyMatch(attempt -> !attempt.isDone()) && Instant.now().isBefore(end); pause *= 2) {
            Thread.sleep(Math.min(pause, Math.max(1, Duration.between(Instant.now(), end).toMillis())));
            attempts = call(attempts, attempt -> attempt.isDone() ? () -> attempt : attempt.look());
        }
        List<Map<String, Object>> results = attempts.stream().map(Attempt::result).toList();
        message.setBody(message.getBody() instanceof List ? results : results.get(0));
    }

    private List<List<String>> portions(List<String> ids) {
        var portions = new ArrayList<List<String>>();
        for (int from = 0; from < ids.size(); from += options.pageSize()) {
            portions.add(ids.subList(from, Math.min(ids.size(), from + options.pageSize())));
        }
        return portions;
    }

    /** Makes the calls, {@code concurrency} at once, and returns their answers in the same order. */
    private <I, O> List<O> call(List<I> inputs, Function<I, Callable<O>> call) throws Exception {
        var answers = new ArrayList<O>();
        try {
            for (Future<O> answer : executor.invokeAll(inputs.stream().map(call).toList())) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private static List<?> elements(Message message) {
        return message.getBody() instanceof List<?> list ? list : List.of(message.getBody());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object element) {
        return (Map<String, Object>) element;
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
