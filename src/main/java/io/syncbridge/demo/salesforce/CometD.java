package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * The Streaming API: Bayeux messages over long polling, with the replay extension. A {@code /meta/connect} is answered when
 * there are events, or when its time is over; one that comes with other messages does not wait, so that these are answered.
 */
final class CometD {

    static final long TIMEOUT_MILLIS = 110_000;
    private static final String CHANGES = "/data/";

    private final Sessions sessions;
    private final ChangeEvents events;
    private final Faults faults;
    private final Map<String, StreamingClient> clients = new ConcurrentHashMap<>();

    CometD(Sessions sessions, ChangeEvents events, Faults faults) {
        this.sessions = sessions;
        this.events = events;
        this.faults = faults;
    }

    /** Brings new events to those who wait for them. */
    void wakeUp() {
        clients.values().forEach(StreamingClient::deliver);
    }

    /**
     * Answers the messages of one request.
     *
     * @param authorization the request's header
     * @param body a message or a list of them
     * @param answer takes the answer, now or later, once. @return ends the waiting, if there is one
     * @throws ApiException 400 if the body is no JSON
     */
    Runnable handle(String authorization, String body, Consumer<String> answer) {
        JsonNode sent = Json.tree(body);
        List<JsonNode> messages = sent instanceof ArrayNode several
                ? StreamSupport.stream(several.spliterator(), false).toList() : List.of(sent);
        var replies = new ArrayList<ObjectNode>();
        JsonNode connect = null;
        for (JsonNode message : messages) {
            if (message.path("channel").asText().equals("/meta/connect") && client(message).isPresent() && isAllowed(authorization)) {
                connect = message;
            } else {
                replies.add(reply(message, authorization, client(message)));
            }
        }
        Optional<StreamingClient> waiting = connect == null ? Optional.empty() : client(connect);
        if (waiting.isPresent()) {
            return waiting.get().connect(connect, replies, messages.size() == 1, answer);
        }
        answer.accept(Json.text(replies));
        return () -> { };
    }

    private Optional<StreamingClient> client(JsonNode message) {
        return Optional.ofNullable(clients.get(message.path("clientId").asText()));
    }

    private boolean isAllowed(String authorization) {
        try {
            sessions.check(authorization);
            return faults.hit(Fault.Kind.INVALID_SESSION, "cometd").isEmpty();
        } catch (ApiException refused) {
            return false;
        }
    }

    private ObjectNode reply(JsonNode message, String authorization, Optional<StreamingClient> client) {
        String channel = message.path("channel").asText();
        ObjectNode reply = answerTo(message);
        if (!isAllowed(authorization)) {
            return channel.equals("/meta/handshake") ? refusedHandshake(reply)
                    : refused(reply, "401::Authentication invalid", "none");
        }
        if (channel.equals("/meta/handshake")) {
            return handshake(reply);
        }
        if (client.isEmpty()) {
            return refused(reply, "403::Unknown client", "handshake");
        }
        reply.put("clientId", client.get().id());
        return switch (channel) {
            case "/meta/subscribe" -> subscribe(client.get(), message, reply);
            case "/meta/unsubscribe" -> {
                client.get().unsubscribe(message.path("subscription").asText());
                yield reply.put("successful", true).put("subscription", message.path("subscription").asText());
            }
            case "/meta/disconnect" -> {
                clients.remove(client.get().id());
                client.get().end();
                yield reply.put("successful", true);
            }
            default -> refused(reply, "403:" + channel + ":Publishing is not allowed", "none");
        };
    }

    private ObjectNode handshake(ObjectNode reply) {
        var client = new StreamingClient(UUID.randomUUID().toString().replace("-", ""), events, faults);
        clients.put(client.id(), client);
        reply.put("successful", true).put("version", "1.0").put("minimumVersion", "1.0").put("clientId", client.id());
        reply.putArray("supportedConnectionTypes").add("long-polling");
        reply.putObject("ext").put("replay", true).put("payload.format", true);
        advise(reply, "retry");
        return reply;
    }

    private static ObjectNode refusedHandshake(ObjectNode reply) {
        reply.putObject("ext").put("replay", true).putObject("sfdc").put("failureReason", "401::Authentication invalid");
        return refused(reply, "403::Handshake denied", "none");
    }

    private ObjectNode subscribe(StreamingClient client, JsonNode message, ObjectNode reply) {
        String subscription = message.path("subscription").asText();
        reply.put("subscription", subscription);
        Optional<String> entity = entity(subscription);
        if (entity.isEmpty()) {
            return refused(reply, "404::The channel you requested to subscribe to does not exist {" + subscription + "}", "none");
        }
        long replayId = message.at("/ext/replay").path(subscription).asLong(-1);
        ChangeEvents.Range range = events.range();
        if (replayId != -1 && replayId != -2 && (replayId < range.oldest() || replayId > range.newest())) {
            return refused(reply, "400::The replayId {" + replayId + "} you provided was invalid.  Please provide a valid ID, -2 to"
                    + " replay all events, or -1 to replay only new events.", "none");
        }
        client.subscribe(subscription, entity.get(), replayId == -1 ? range.newest() : replayId == -2 ? range.oldest() : replayId);
        return reply.put("successful", true);
    }

    /** Returns the object whose events a channel carries; empty text for every object's. */
    private static Optional<String> entity(String channel) {
        if (channel.equals(CHANGES + "ChangeEvents")) {
            return Optional.of("");
        }
        return Schema.ALL.stream().map(SObject::name)
                .filter(name -> channel.equals(CHANGES + name + "ChangeEvent")).findFirst();
    }

    static ObjectNode answerTo(JsonNode message) {
        ObjectNode reply = Json.object().put("channel", message.path("channel").asText());
        if (message.has("id")) {
            reply.set("id", message.get("id"));
        }
        return reply;
    }

    private static ObjectNode refused(ObjectNode reply, String error, String reconnect) {
        reply.put("successful", false).put("error", error);
        reply.putObject("advice").put("reconnect", reconnect).put("interval", 0);
        return reply;
    }

    static void advise(ObjectNode reply, String reconnect) {
        reply.putObject("advice").put("reconnect", reconnect).put("interval", 0).put("timeout", TIMEOUT_MILLIS);
    }
}
