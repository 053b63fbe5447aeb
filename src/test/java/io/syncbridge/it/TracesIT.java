package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.connector.webhook.SigningKey;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace tells of a change. */
@QuarkusTest
@TestProfile(BridgeTraced.class)
class TracesIT {

    @Inject
    MemorySystems systems;

    @Inject
    InMemorySpanExporter spans;

    @Test
    void aTraceLeadsFromTheWebhookToTheTargetAndNamesTheSyncId() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        send("{\"key\":\"t-1\",\"Mail\":\"traced@example.org\",\"Name\":\"Tracy\"}", trace);

        await().untilAsserted(() -> assertThat(spans.getFinishedSpanItems()).anyMatch(span -> span.getName().equals("sync merge")));
        SpanData request = named("POST /webhooks/:sync/:system");
        SpanData batch = named("sync merge");
        SpanData call = named("create merge/right");
        assertThat(List.of(request, batch, call)).extracting(SpanData::getTraceId).containsOnly(trace);
        assertThat(call.getParentSpanId()).isEqualTo(batch.getSpanId());
        assertThat(call.getAttributes().get(AttributeKey.stringArrayKey("syncbridge.sync_ids"))).hasSize(1).first().asString().isNotBlank();
    }

    private SpanData named(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow(() ->
                new AssertionError("There is no span " + name + " among " + spans.getFinishedSpanItems()));
    }

    private static void send(String body, String trace) {
        String time = Long.toString(Instant.now().getEpochSecond());
        given().contentType("application/json").header("webhook-id", "t").header("webhook-timestamp", time)
                .header("webhook-signature", SigningKey.of(BridgeTraced.KEY).sign("t", time, body.getBytes(StandardCharsets.UTF_8)))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(body).post("/webhooks/merge/left").then().statusCode(202);
    }
}
