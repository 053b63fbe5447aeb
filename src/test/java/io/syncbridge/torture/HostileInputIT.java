package io.syncbridge.torture;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BesideOtherTests;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes from outside, the sender gets an answer that it can use and no look inside, and the records of others go on.
 * The random part is told by its seed, {@code -Dtorture.seed}.
 */
@BesideOtherTests
class HostileInputIT {

    private static final long SEED = Long.getLong("torture.seed", 4711);
    private static final String NUL = "\\u0000";

    private static final List<String> NONSENSE = List.of("<html>Please log in</html>", "", "null", "[]", "[[]]", "{\"items\":7}", "{\"items\":[7]}",
            "{\"items\":[{}]}", "{\"id\":{}}", "{\"id\":\"" + "x".repeat(600) + "\"}", "{\"id\":\"a" + NUL + "b\"}",
            "{\"items\":[{\"id\":\"a" + NUL + "b\"}]}", "[".repeat(20_000), "{\"id\":1e999999999}", "{\"items\":" + "[".repeat(900) + "]".repeat(900) + "}");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static World world;
    private static int number = 50_000;

    @BeforeAll
    static void start() throws Exception {
        world = new World("hostile", 1, Duration.ZERO, 3000, SEED, "-Xmx256m");
        bridge().start();
        await().until(() -> bridge().isReady());
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @BeforeEach
    void theLaneIsFree() {
        goodRecordsArrive();
    }

    @Test
    void webhooksOfEveryKindAreAnsweredAndStopNothing() throws Exception {
        var random = new Random(SEED);
        List<String> bodies = new ArrayList<>(List.of("", "null", "42", "\"text\"", "[]", "{}", "[null]", "[[]]", "{\"id\":null}",
                "{\"id\":{}}", "{\"id\":[1,2]}", "{\"id\":\"\"}", "{\"id\":\"a" + NUL + "b\",\"number\":\"X\"}",
                "{\"id\":\"" + "x".repeat(600) + "\",\"number\":\"X\"}", "{\"id\":1e400000000,\"amount\":1e999999999}",
                "{\"id\":\"huge-1\",\"number\":\"HUGE\",\"amount\":1e999999999,\"updatedAt\":\"2024-01-01T00:00:00Z\"}",
                "{\"id\":\"huge-2\",\"number\":\"HUGE\",\"amount\":" + "9".repeat(5000) + "}",
                "{\"id\":\"nul-value\",\"number\":\"N" + NUL + "L\",\"title\":\"" + NUL + "\"}",
                "{\"id\":\"surrogate\",\"number\":\"\\ud800\",\"title\":\"\\udfff\"}",
                "{\"id\":\"types\",\"number\":{\"a\":1},\"title\":[1],\"address\":\"none\",\"amount\":true}",
                "{\"id\":\"time\",\"number\":\"T\",\"updatedAt\":\"yesterday\"}", "{\"id\":\"time2\",\"number\":\"T2\",\"updatedAt\":1e300}",
                "{\"id\":\"time3\",\"number\":\"T3\",\"updatedAt\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"id\":\"time4\",\"number\":\"T4\",\"updatedAt\":9223372036854775807}",
                "{\"type\":\"goods.exploded\",\"timestamp\":{},\"data\":{\"id\":\"E\"}}",
                "{\"type\":\"goods.deleted\",\"timestamp\":\"x\",\"data\":{\"id\":\"never-there\"}}",
                "{\"@operation\":\"explode\",\"@id\":\"5\",\"id\":\"6\"}", "{\"id\":\"deep\",\"title\":" + "[".repeat(900) + "]".repeat(900) + "}",
                "[".repeat(50_000), "{\"a\":".repeat(50_000), "{\"id\":\"../../etc?x=1#y\",\"number\":\"PATH\"}", "{\"id\":\"long\",\"title\":\""
                + "t".repeat(900_000) + "\"}", "{\"id\":\"" + "\\ud83d\\ude00".repeat(300) + "\"}"));
        for (int i = 0; i < 150; i++) {
            bodies.add(mutated(bodies.get(random.nextInt(bodies.size())), random));
        }
        for (int i = 0; i < bodies.size(); i++) {
            send(ErpWebhooks.request(bridge().at("/webhooks/goods/erp"), "hostile-" + i, bodies.get(i).getBytes(StandardCharsets.UTF_8)));
        }
        byte[] bytes = new byte[4000];
        random.nextBytes(bytes);
        send(ErpWebhooks.request(bridge().at("/webhooks/goods/erp"), "bytes", bytes));
        send(ErpWebhooks.request(bridge().at("/webhooks/goods/erp"), "i".repeat(600), "{\"id\":\"1\"}"));
        goodRecordsArrive();
    }

    @Test
    void addressesAndHeadersOfEveryKindAreAnswered() throws Exception {
        for (String path : List.of("/webhooks/goods/nobody", "/webhooks/none/erp", "/webhooks/goods/erp/more", "/webhooks/%00/%00",
                "/webhooks/goods/erp%3Faction=poll", "/webhooks/..%2f..%2f/erp", "/api/log?size=-1", "/api/log?before=x",
                "/api/log?from=yesterday", "/api/failures/99999999999999999999/retry", "/api/log?record=%00", "/api/syncs/%00")) {
            send(HttpRequest.newBuilder(bridge().at(path)).POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"1\"}")).build());
            send(HttpRequest.newBuilder(bridge().at(path)).build());
        }
        for (String header : List.of("CamelHttpUri", "CamelSqlQuery", "SyncOperation", "CamelBeanMethodName", "SyncRecordId")) {
            send(HttpRequest.newBuilder(ErpWebhooks.request(bridge().at("/webhooks/goods/erp"), "header-" + header,
                    "{\"id\":\"h\",\"number\":\"H\"}"), (name, value) -> true).header(header, "delete").build());
        }
        send(HttpRequest.newBuilder(bridge().at("/webhooks/goods/erp")).header("webhook-id", "x").header("webhook-timestamp",
                "99999999999999999").header("webhook-signature", "v1,===").POST(HttpRequest.BodyPublishers.ofString("{}")).build());
        goodRecordsArrive();
    }

    @Test
    void answersOfATargetThatMakeNoSenseStopNothingElse() {
        try {
            for (String answer : NONSENSE) {
                int edit = ++number;
                world.erp.answerWith(answer);
                world.systems.get("crm").create(Actors.fields("ODD-" + edit, edit));
                await().alias("the shop gets it while the ERP answers " + start(answer))
                        .until(() -> has("shop", "ODD-" + edit));
            }
        } finally {
            world.erp.answerWith(null);
        }
        goodRecordsArrive();
    }

    @Test
    void cursorsThatNobodyWroteAreToldAndStopNothingElse() {
        var systems = List.of("crm", "shop", "erp");
        for (String cursor : List.of("", "x", "{}", "[]", "null", "{\"since\":7}", "-1", "999999999999999999999", "a|b|c", "{\"position\":{}}")) {
            for (String broken : systems) {
                world.store.jdbi().useHandle(handle -> handle.createUpdate("update poll set position = :cursor where system = :system")
                        .bind("cursor", cursor).bind("system", broken).execute());
                int edit = ++number;
                String from = broken.equals("crm") ? "shop" : "crm";
                world.systems.get(from).create(Actors.fields("CUR-" + edit, edit));
                await().alias("what is new in " + from + " arrives in the ERP while the cursor of " + broken + " is " + cursor).until(() -> has("erp", "CUR-" + edit));
                world.store.jdbi().useHandle(handle -> handle.createUpdate("update poll set position = null where system = :system")
                        .bind("system", broken).execute());
            }
        }
        goodRecordsArrive();
    }

    private static void goodRecordsArrive() {
        for (String system : List.of("crm", "erp", "shop")) {
            int edit = ++number;
            world.systems.get(system).create(Actors.fields("GOOD-" + edit, edit));
            await().alias("a good record of " + system + " arrives everywhere")
                    .until(() -> world.systems.keySet().stream().allMatch(other -> has(other, "GOOD-" + edit)));
        }
        assertThat(bridge().isAlive()).isTrue();
    }

    private static boolean has(String system, String key) {
        return world.systems.get(system).living().stream().anyMatch(record -> key.equals(record.get(Fields.KEY)));
    }

    private static void send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("answer to %s: %s", request.uri(), start(answer.body()))
                .isIn(Set.of(200, 202, 204, 400, 401, 404, 405, 409, 413, 415));
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "io.syncbridge", "org.apache.camel", "java.lang");
    }

    private static String mutated(String body, Random random) {
        if (body.isEmpty() || body.length() > 5000) {
            return body;
        }
        var text = new StringBuilder(body);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int place = random.nextInt(text.length());
            if (random.nextBoolean() && text.length() > 1) {
                text.deleteCharAt(place);
            } else {
                text.insert(place, "{}[]\":,\\0a9\u00e4".charAt(random.nextInt(12)));
            }
        }
        return text.toString();
    }

    private static String start(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }

    private static BridgeProcess bridge() {
        return world.instances.get(0);
    }
}
