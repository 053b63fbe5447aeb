package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.salesforce.ChangeEvents.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A client of the Streaming API: what it has subscribed to, how far it has got, and its waiting connect. */
final class StreamingClient {

    private static final int MOST = 200;

    private final String id;
    private final ChangeEvents events;
    private final Faults faults;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private Waiting waiting;
    private boolean greeted;

    StreamingClient(String id, ChangeEvents events, Faults faults) {
        this.id = id;
        this.events = events;
        this.faults = faults;
    }

    /** @param entity empty for every object. @param position the replay id of the last event that was delivered */
    private record Subscription(String entity, long position) {
    }

    private record Waiting(ObjectNode reply, List<ObjectNode> before, Consumer<String> answer) {
    }

    String id() {
        return id;
    }

    synchronized void subscribe(String channel, String entity, long position) {
        subscriptions.put(channel, new Subscription(entity, position));
        deliver();
    }

    synchronized void unsubscribe(String channel) {
        subscriptions.remove(channel);
    }

    /**
     * Waits for events; the first connect, and one that is told not to wait, is answered at once.
     *
     * @param before replies to messages of the same request
     * @param mayWait whether it may wait as far as the request goes. @return ends the waiting
     */
    synchronized Runnable connect(JsonNode message, List<ObjectNode> before, boolean mayWait, Consumer<String> answer) {
        end();
        ObjectNode reply = CometD.answerTo(message).put("successful", true).put("clientId", id);
        boolean first = !greeted;
        greeted = true;
        if (first) {
            CometD.advise(reply, "retry");
        }
        var connect = new Waiting(reply, before, answer);
        waiting = connect;
        deliver();
        if (first || !mayWait || message.at("/advice/timeout").asLong(1) == 0) {
            end(connect);
        }
        return () -> end(connect);
    }

    /** Answers the waiting connect, if there is one and there are events. */
    synchronized void deliver() {
        if (waiting == null) {
            return;
        }
        List<ObjectNode> found = collect();
        if (!found.isEmpty()) {
            answer(found);
        }
    }

    private List<ObjectNode> collect() {
        var found = new ArrayList<ObjectNode>();
        subscriptions.replaceAll((channel, subscription) -> {
            List<Event> fresh = events.after(subscription.position(), subscription.entity().isEmpty() ? null : subscription.entity(), MOST);
            fresh.forEach(event -> found.addAll(asDelivered(channel, event)));
            return fresh.isEmpty() ? subscription
                    : new Subscription(subscription.entity(), fresh.get(fresh.size() - 1).replayId());
        });
        if (found.size() > 1 && faults.hit(Fault.Kind.REORDERED_EVENTS, "event").isPresent()) {
            Collections.reverse(found);
        }
        return found;
    }

    private List<ObjectNode> asDelivered(String channel, Event event) {
        if (faults.hit(Fault.Kind.LOST_EVENTS, "event").isPresent()) {
            return List.of();
        }
        ObjectNode message = Json.object().put("channel", channel);
        message.set("data", event.data());
        return faults.hit(Fault.Kind.DUPLICATE_EVENTS, "event").isPresent() ? List.of(message, message) : List.of(message);
    }

    /** Answers the waiting connect with what there is. */
    synchronized void end() {
        if (waiting != null) {
            answer(List.of());
        }
    }

    private synchronized void end(Waiting connect) {
        if (waiting == connect) {
            end();
        }
    }

    private void answer(List<ObjectNode> found) {
        var messages = new ArrayList<>(waiting.before());
        messages.addAll(found);
        messages.add(waiting.reply());
        Consumer<String> answer = waiting.answer();
        waiting = null;
        answer.accept(Json.text(messages));
    }
}
