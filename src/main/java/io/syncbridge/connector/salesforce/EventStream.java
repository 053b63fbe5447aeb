package io.syncbridge.connector.salesforce;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSession;
import org.cometd.bayeux.client.ClientSessionChannel;
import org.cometd.client.BayeuxClient;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.cometd.client.transport.ClientTransport;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/**
 * One channel of Salesforce's Streaming API, heard from a given event on. It ends with the first event that is not taken in and
 * with the connection; whoever needs it opens another one behind the last event that was taken in. Camel's own consumer goes on
 * behind events that failed, and keeps one position for all organizations.
 */
final class EventStream implements AutoCloseable {

    /** The place behind which nothing has happened yet. */
    static final long NOW = -1;

    private static final int LONGEST_SILENCE_MILLIS = 120_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final String NO_SESSION = "401::";

    /** Takes what comes, one after the other. */
    interface Listener {

        /** @param data schema, payload and event. @throws Exception ends the stream */
        void event(long replayId, Map<String, Object> data) throws Exception;

        /** Nothing more comes; told once, after {@link EventStream#open}, and not where the stream was closed. */
        void ended(String why);
    }

    /** Salesforce does not know the place, any more: it keeps events for three days. */
    static final class UnknownPlaceException extends IOException {

        UnknownPlaceException(String answer) {
            super(answer);
        }
    }

    private static final class NoSessionException extends IOException {

        NoSessionException(String why) {
            super(why);
        }
    }

    private final BayeuxClient client;
    private final String channel;
    private final Listener listener;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private EventStream(BayeuxClient client, String channel, Listener listener) {
        this.client = client;
        this.channel = channel;
        this.listener = listener;
    }

    /**
     * Opens a stream; events may come before this returns.
     *
     * @param channel like {@code /data/AccountChangeEvent}
     * @param after the event behind which to begin, or {@link #NOW}
     * @throws UnknownPlaceException if there is no such event
     * @throws IOException if the stream cannot be opened for another reason
     */
    static EventStream open(SalesforceComponent component, String channel, long after, Listener listener)
            throws IOException, InterruptedException {
        SalesforceSession session = component.getSession();
        try {
            if (session.getAccessToken() == null) {
                session.login(null);
            }
            String token = session.getAccessToken();
            try {
                return connect(component, token, channel, after, listener);
            } catch (NoSessionException ended) {
                session.login(token);
                return connect(component, session.getAccessToken(), channel, after, listener);
            }
        } catch (SalesforceException refused) {
            throw new IOException("Salesforce did not let us log in: " + refused.getMessage(), refused);
        }
    }

    private static EventStream connect(SalesforceComponent component, String token, String channel, long after, Listener listener)
            throws IOException, InterruptedException {
        var client = new BayeuxClient(component.getSession().getInstanceUrl() + "/cometd/" + component.getConfig().getApiVersion(),
                transport(component, token));
        client.addExtension(new Replay(channel, after));
        var stream = new EventStream(client, channel, listener);
        stream.start();
        stream.ended.thenAccept(listener::ended);
        return stream;
    }

    private static ClientTransport transport(SalesforceComponent component, String token) {
        var options = new HashMap<String, Object>(Map.of(ClientTransport.MAX_NETWORK_DELAY_OPTION, LONGEST_SILENCE_MILLIS));
        return new JettyHttpClientTransport(options, component.getHttpClient()) {
            @Override
            protected void customize(Request request) {
                super.customize(request);
                request.headers(headers -> headers.add(HttpHeader.AUTHORIZATION, "OAuth " + token));
            }
        };
    }

    private void start() throws IOException, InterruptedException {
        boolean listening = false;
        try {
            Message handshake = answer(client::handshake);
            if (!handshake.isSuccessful()) {
                String why = "the handshake was refused: " + why(handshake);
                throw why(handshake).startsWith(NO_SESSION) ? new NoSessionException(why) : new IOException(why);
            }
            client.getChannel(Channel.META_CONNECT).addListener((ClientSessionChannel.MessageListener) this::connected);
            Message subscribed = answer(answer -> client.getChannel(channel).subscribe((from, event) -> event(event), answer));
            if (!subscribed.isSuccessful()) {
                String why = why(subscribed);
                throw why.startsWith("400::The replayId") ? new UnknownPlaceException(why)
                        : new IOException(channel + " cannot be subscribed to: " + why);
            }
            listening = true;
        } finally {
            if (!listening) {
                ended.cancel(false);
                client.abort();
            }
        }
    }

    private interface Call {

        void send(ClientSession.MessageListener answer);
    }

    private static Message answer(Call call) throws IOException, InterruptedException {
        var answer = new CompletableFuture<Message>();
        call.send(answer::complete);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException silence) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s", silence);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void connected(ClientSessionChannel meta, Message message) {
        if (!message.isSuccessful()) {
            ended.complete("the connection is lost: " + why(message));
        }
    }

    private void event(Message event) {
        if (ended.isDone()) {
            return;
        }
        try {
            Map<String, Object> data = event.getDataAsMap();
            listener.event(((Number) ((Map<?, ?>) data.get("event")).get("replayId")).longValue(), data);
        } catch (Exception failed) {
            ended.complete("an event was not taken in: " + failed.getMessage());
        }
    }

    private static String why(Message message) {
        if (message.getExt() != null && message.getExt().get("sfdc") instanceof Map<?, ?> words && words.get("failureReason") != null) {
            return words.get("failureReason").toString();
        }
        Object failure = message.get("failure") instanceof Map<?, ?> map ? map.get("exception") : null;
        return String.valueOf(failure == null ? message.get(Message.ERROR_FIELD) : failure);
    }

    /** Says goodbye, so that Salesforce counts one listener less, and returns before it is answered. */
    @Override
    public void close() {
        ended.cancel(false);
        client.disconnect(answer -> { });
    }

    /** Tells Salesforce behind which event to begin. */
    private record Replay(String channel, long after) implements ClientSession.Extension {

        @Override
        public boolean sendMeta(ClientSession session, Message.Mutable message) {
            if (message.getChannel().equals(Channel.META_HANDSHAKE)) {
                message.getExt(true).put("replay", true);
            } else if (message.getChannel().equals(Channel.META_SUBSCRIBE)) {
                message.getExt(true).put("replay", Map.of(channel, after));
            }
            return true;
        }
    }
}
