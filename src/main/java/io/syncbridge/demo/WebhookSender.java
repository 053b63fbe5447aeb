package io.syncbridge.demo;

import io.syncbridge.connector.webhook.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Sends webhooks, signed as Standard Webhooks says. */
@ApplicationScoped
class WebhookSender {

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;
    private final SigningKey key;

    WebhookSender(DemoConfig config) {
        address = config.webhook();
        key = SigningKey.of(config.webhookKey());
    }

    /** Sends one webhook and returns whether it was accepted. */
    boolean send(String id, String body) {
        try {
            int status = http.send(request(id, body, Instant.now()), HttpResponse.BodyHandlers.discarding()).statusCode();
            LOG.debugf("Webhook %s was answered with %d", id, status);
            return status >= 200 && status < 300;
        } catch (IOException notReached) {
            LOG.debugf("Webhook %s did not reach %s: %s", id, address, notReached.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HttpRequest request(String id, String body, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", key.sign(id, timestamp, body.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
