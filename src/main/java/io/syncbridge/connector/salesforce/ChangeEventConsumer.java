package io.syncbridge.connector.salesforce;

import io.syncbridge.component.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;

/**
 * Hears an object's change events and hands on which records they are about, to be read, each event with its place in the
 * stream. It begins behind the last event that was taken in; where none is known, or Salesforce does not keep it any more, it
 * listens from now on and has everything else found by a poll.
 */
final class ChangeEventConsumer extends DefaultConsumer implements EventStream.Listener {

    private static final Logger LOG = Logger.getLogger(ChangeEventConsumer.class);
    private static final int SOON_SECONDS = 1;
    private static final int AGAIN_SECONDS = 10;
    private static final Duration OWN_EVENTS_NOTED_EVERY = Duration.ofSeconds(10);

    private final SalesforceObjectEndpoint endpoint;
    private final String channel;
    private final Duration delay;
    private ScheduledExecutorService executor;
    private EventStream stream;
    private volatile Instant notedAt = Instant.MIN;

    /** @param delay how long it waits before it listens for the first time */
    ChangeEventConsumer(SalesforceObjectEndpoint endpoint, Processor processor, Duration delay) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.channel = channel(endpoint.object());
        this.delay = delay;
    }

    private static String channel(String object) {
        return "/data/" + (object.endsWith("__c") ? object.substring(0, object.length() - 1) + "ChangeEvent" : object + "ChangeEvent");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "salesforce-events");
        executor.schedule(this::listen, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
        hangUp();
        super.doStop();
    }

    /** An organization that is away must not keep the application from starting, so that it is tried in the background. */
    private void listen() {
        try {
            hangUp();
            StreamPosition known = process(List.of(), new StreamPosition(channel, null));
            boolean complete = known.position() != null && openBehind(Long.parseLong(known.position()));
            if (!complete) {
                stream = open(EventStream.NOW);
                poll();
            }
            LOG.infof("Listening to the change events of %s in Salesforce (%s).", endpoint.object(), endpoint.org());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            LOG.warnf("The change events of %s in Salesforce (%s) cannot be heard: %s It is tried again in %d s; polls find the"
                    + " changes meanwhile.", endpoint.object(), endpoint.org(), sentence(failed.getMessage()), AGAIN_SECONDS);
            again(AGAIN_SECONDS);
        }
    }

    /** Says whether Salesforce still has everything that came after the event. */
    private boolean openBehind(long replayId) throws Exception {
        try {
            stream = open(replayId);
            return true;
        } catch (EventStream.UnknownPlaceException forgotten) {
            LOG.warnf("Salesforce (%s) does not have the change events of %s behind %d any more, for it keeps them for three days."
                    + " The bridge listens from now on, and a poll finds what has changed meanwhile. (%s)", endpoint.org(),
                    endpoint.object(), replayId, forgotten.getMessage());
            return false;
        }
    }

    private EventStream open(long after) throws Exception {
        return EventStream.open(endpoint.component(), channel, after, this);
    }

    private void hangUp() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /** Our own writes are told by their origin; somebody else's change has an event of its own. */
    @Override
    public void event(long replayId, Map<String, Object> data) throws Exception {
        ChangeEvent event = ChangeEvent.of(data);
        List<Map<String, Object>> reports = event.isOf(endpoint.connections().clientName()) ? List.of() : event.reports();
        Instant now = Instant.now();
        if (reports.isEmpty() && !event.isOverflow() && now.isBefore(notedAt.plus(OWN_EVENTS_NOTED_EVERY))) {
            return;
        }
        process(reports, new StreamPosition(channel, Long.toString(replayId)));
        notedAt = now;
        if (event.isOverflow()) {
            executor.execute(this::pollAfterOverflow);
        }
    }

    @Override
    public void ended(String why) {
        LOG.warnf("The change events of %s in Salesforce (%s) are interrupted, %s They are heard again from there in a moment.",
                endpoint.object(), endpoint.org(), sentence(why));
        again(SOON_SECONDS);
    }

    private void again(int seconds) {
        if (isRunAllowed() && !executor.isShutdown()) {
            executor.schedule(this::listen, seconds, TimeUnit.SECONDS);
        }
    }

    private void pollAfterOverflow() {
        try {
            poll();
        } catch (Exception failed) {
            LOG.warnf("More of %s has changed in Salesforce (%s) than events could tell, and it could not be polled: %s The next"
                    + " poll finds it.", endpoint.object(), endpoint.org(), sentence(failed.getMessage()));
        }
    }

    private void poll() throws Exception {
        process(List.of(), null);
    }

    /** @param reached {@code null} for a poll. @return what the route left of it */
    private StreamPosition process(List<Map<String, Object>> reports, StreamPosition reached) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(reports);
            exchange.setProperty(StreamPosition.PROPERTY, reached);
            exchange.setProperty(StreamPosition.POLL_PROPERTY, reached == null);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getProperty(StreamPosition.PROPERTY, StreamPosition.class);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static String sentence(String text) {
        return String.valueOf(text).replaceFirst("\\.?$", ".");
    }
}
