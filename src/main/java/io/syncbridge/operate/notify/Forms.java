package io.syncbridge.operate.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A message as others want to have it. */
final class Forms {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Forms() {
    }

    /** Returns the body for an incoming webhook of Slack. */
    static String slack(Message message) {
        return write(Map.of("text", message.lines().stream()
                .map(line -> "<" + escape(message.link(line)) + "|" + (line.isOver() ? "Over" : "Open") + "> " + escape(line.text()))
                .collect(Collectors.joining("\n"))));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns the body for a workflow of Teams that posts cards. */
    static String teams(Message message) {
        var body = new ArrayList<Map<String, Object>>();
        message.lines().forEach(line -> {
            body.add(Map.of("type", "TextBlock", "wrap", true, "text", line.text()));
            body.add(Map.of("type", "ActionSet", "actions", List.of(
                    Map.of("type", "Action.OpenUrl", "title", "Show", "url", message.link(line)))));
        });
        return write(Map.of("type", "message", "attachments", List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive",
                "content", Map.of("$schema", "http://adaptivecards.io/schemas/adaptive-card.json", "type", "AdaptiveCard",
                        "version", "1.4", "body", body)))));
    }

    /** Returns the body for webhooks and endpoints of one's own. */
    static String json(Message message) {
        var lines = message.lines().stream().map(line -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("topic", line.topic().word());
            one.put("subject", line.subject());
            one.put("text", line.text());
            one.put("link", message.link(line));
            one.put("over", line.isOver());
            return one;
        }).toList();
        var json = new LinkedHashMap<String, Object>();
        json.put("title", message.title());
        json.put("notices", lines);
        return write(json);
    }

    private static String write(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
