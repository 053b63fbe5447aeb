package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Somebody who wants to be told of a list's changes. @param wish the subscription as it was asked for */
record Subscription(String id, String list, Instant expires, ObjectNode wish) {

    String address() {
        return wish.path("notificationUrl").asText();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("resource", wish.path("resource").asText()).put("applicationId", "demo")
                .put("changeType", wish.path("changeType").asText());
        json.set("clientState", wish.get("clientState"));
        json.put("notificationUrl", address()).putNull("notificationQueryOptions");
        json.set("lifecycleNotificationUrl", wish.get("lifecycleNotificationUrl"));
        return json.put("expirationDateTime", expires.toString()).put("creatorId", "demo").put("latestSupportedTlsVersion", "v1_2");
    }

    /** Returns what is sent after changes; it does not say which. */
    ObjectNode notification() {
        ObjectNode json = Json.object();
        ObjectNode change = json.putArray("value").addObject().put("subscriptionId", id);
        change.set("clientState", wish.get("clientState"));
        change.put("changeType", "updated").put("resource", wish.path("resource").asText())
                .put("subscriptionExpirationDateTime", expires.toString()).put("tenantId", "demo").put("siteUrl", "/sites/demo")
                .putNull("resourceData");
        return json;
    }
}
