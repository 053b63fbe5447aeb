package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest extends RestResourceTestBase {

    private static final Map<String, Object> RENAME = Map.of("@id", "7", "@syncId", "s1", "name", "Ada");

    @Test
    void createPostsTheFieldsAndReturnsTheRecordAsItNowStands() throws Exception {
        system.answers(201, "{\"id\": 7, \"name\": \"Ada\", \"at\": \"2024-05-01T10:00:00+02:00\"}", "ETag", "\"v1\"");

        var result = write("create", Map.of("@syncId", "s1", "name", "Ada"), "&etag=true&modified=at");

        assertThat(result).contains(entry("@status", "written"), entry("@id", "7"), entry("@version", "\"v1\""),
                entry("@time", "2024-05-01T08:00:00Z"), entry("name", "Ada"));
        assertThat(system.last().method()).isEqualTo("POST");
        assertThat(system.last().body()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(system.last().header("content-type")).isEqualTo("application/json");
    }

    @Test
    void createThatAnswersWithAPlaceOnlyIsReadThere() throws Exception {
        system.answers(request -> request.method().equals("POST")
                ? Reply.of(201, "", "Location", "/contacts/9") : Reply.of(200, "{\"id\": \"9\", \"name\": \"Ada\"}"));

        assertThat(write("create", Map.of("name", "Ada"), ""))
                .contains(entry("@status", "written"), entry("@id", "9")).containsKey("@version");
    }

    @Test
    void createThatNamesNoIdIsMadeAndSaysHowToFindIt() throws Exception {
        system.answers(201, "{\"name\": \"Ada\"}");
        var result = write("create", Map.of("name", "Ada"), "&id=key");
        assertThat(result).containsEntry("@status", "written").doesNotContainKey("@id");
        assertThat(result.get("@error").toString()).contains("holds no id at key").contains("Set the option id");

        system.answers(201, "");
        assertThat(write("create", Map.of("name", "Ada"), "").get("@error").toString()).contains("no record").contains("Location");
    }

    @Test
    void patchIsConditionalOnTheETag() throws Exception {
        system.answers(200, "{\"id\": \"7\", \"name\": \"Ada\"}", "ETag", "\"v2\"");

        var result = write("update", Map.of("@id", "7", "@version", "\"v1\"", "name", "Ada"), "&etag=true");

        assertThat(result).contains(entry("@status", "written"), entry("@version", "\"v2\""));
        assertThat(system.requests).hasSize(1);
        assertThat(system.last().header("if-match")).isEqualTo("\"v1\"");
    }

    @Test
    void anAnswerWithoutBodyIsCompletedByReading() throws Exception {
        system.answers(request -> request.method().equals("PATCH") ? Reply.of(204, "")
                : Reply.of(200, "{\"id\": \"7\", \"name\": \"Ada\"}", "ETag", "\"v2\""));

        assertThat(write("update", RENAME, "&etag=true")).contains(entry("@status", "written"),
                entry("@version", "\"v2\""), entry("name", "Ada"), entry("@readLater", true));
        system.answers(request -> Reply.of(request.method().equals("PATCH") ? 204 : 200, "{\"id\": \"7\", \"name\": \"Ada\"}", "ETag", "\"v2\""));
        assertThat(write("update", RENAME, "&etag=true")).as("as the write left it, by its ETag").contains(entry("@version", "\"v2\""))
                .doesNotContainKey("@readLater");
    }

    @Test
    void aWriteThatCannotBeReadBackIsStillWritten() throws Exception {
        system.answers(request -> Reply.of(request.method().equals("PATCH") ? 204 : 503, ""));

        assertThat(write("update", RENAME, "")).containsOnly(entry("@status", "written"), entry("@id", "7"));
    }

    @Test
    void putReadsMergesAndWritesTheWhole() throws Exception {
        system.answers(request -> Reply.of(200, request.method().equals("GET")
                ? "{\"id\": \"7\", \"name\": \"A\", \"contact\": {\"email\": \"a@x\", \"phone\": \"1\"}}" : request.body(),
                "ETag", request.method().equals("GET") ? "\"v1\"" : "\"v2\""));
        var nulled = new java.util.HashMap<String, Object>(Map.of("@id", "7", "contact", Map.of("phone", "2"),
                "@parts", List.of("contact.phone")));
        nulled.put("name", null);

        assertThat(write("update", nulled, "&etag=true&update=put")).contains(entry("@version", "\"v2\""));
        assertThat(system.last().method()).isEqualTo("PUT");
        assertThat(system.last().header("if-match")).isEqualTo("\"v1\"");
        assertThat(system.last().body())
                .isEqualTo("{\"contact\":{\"email\":\"a@x\",\"phone\":\"2\"},\"id\":\"7\",\"name\":null}");
    }

    @Test
    void withoutETagsTheContentIsComparedFirst() throws Exception {
        system.answers(request -> Reply.of(200, "{\"id\": \"7\", \"name\": \"" + (request.method().equals("PATCH") ? "Ada" : "Bob") + "\"}"));
        String version = records(ask("read", List.of("7"), "")).get(0).get("@version").toString();

        assertThat(write("update", Map.of("@id", "7", "@version", "other", "name", "Ada"), ""))
                .containsOnly(entry("@status", "stale"));
        assertThat(system.last().method()).isEqualTo("GET");
        assertThat(write("delete", Map.of("@id", "7", "@version", "other"), "")).containsEntry("@status", "stale");
        assertThat(write("update", Map.of("@id", "7", "@version", version, "name", "Ada"), ""))
                .containsEntry("@status", "written");
        assertThat(system.last().method()).isEqualTo("PATCH");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void whatIsNotThereIsMissingForUpdatesAndDoneForDeletes(int status) throws Exception {
        system.answers(request -> Reply.of(request.isOfList() ? 200 : status, request.isOfList() ? "[]" : ""));

        assertThat(write("update", RENAME, "")).containsOnly(entry("@status", "missing"));
        assertThat(write("update", RENAME, "&update=put")).containsOnly(entry("@status", "missing"));
        assertThat(write("delete", Map.of("@id", "7"), "")).containsEntry("@status", "written");
        assertThat(write("create", Map.of("name", "Ada"), "")).containsEntry("@status", "failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412, 428})
    void aRefusedConditionIsStaleWhereThereAreETags(int status) throws Exception {
        system.answers(status, "{\"title\": \"Changed\"}");

        assertThat(write("update", RENAME, "&etag=true")).containsOnly(entry("@status", "stale"));
        assertThat(write("delete", Map.of("@id", "7"), "&etag=true")).containsOnly(entry("@status", "stale"));
        assertThat(write("update", RENAME, "")).contains(entry("@status", "failed"), entry("@passing", false));
        assertThat(write("create", Map.of("name", "Ada"), "&etag=true")).containsEntry("@status", "failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void troubleThatPassesSaysSoAndWhen(int status) throws Exception {
        system.answers(status, "", "Retry-After", "17");

        assertThat(write("update", RENAME, "")).contains(entry("@status", "failed"), entry("@passing", true),
                entry("@retryAfter", 17L));
        assertThat(system.requests).as("no hidden retries").hasSize(1);
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        String inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME
                .format(Instant.now().plusSeconds(60).atZone(ZoneOffset.UTC));
        system.answers(429, "", "Retry-After", inAMinute);

        assertThat((Long) write("update", RENAME, "").get("@retryAfter")).isBetween(1L, 60L);
    }

    @Test
    void noAnswerPasses() throws Exception {
        system.close();

        assertThat(write("update", RENAME, "")).contains(entry("@status", "failed"), entry("@passing", true));
    }

    @Test
    void otherRefusalsCarryTheSystemsWords() throws Exception {
        assertThat(refusal("{\"title\": \"Invalid\", \"detail\": \"name is too long\"}")).endsWith("422: name is too long");
        assertThat(refusal("{\"title\": \"Invalid\"}")).endsWith("422: Invalid");
        assertThat(refusal("{\"message\": \"no name\"}")).endsWith("422: no name");
        assertThat(refusal("{\"error\": \"no name\"}")).endsWith("422: no name");
        assertThat(refusal("{\"error\": {\"message\": \"no name\"}}")).endsWith("422: no name");
        assertThat(refusal("<h1>" + "x".repeat(900))).endsWith("422: <h1>" + "x".repeat(296));
        assertThat(refusal("")).endsWith("422.");
    }

    private String refusal(String body) throws Exception {
        system.answers(422, body);
        var result = write("update", RENAME, "");
        assertThat(result).contains(entry("@status", "failed"), entry("@passing", false));
        return result.get("@error").toString();
    }

    @Test
    void oneByOneIsAnsweredOneByOne() throws Exception {
        system.answers(200, "{\"id\": \"7\", \"name\": \"Ada\"}");

        assertThat(ask("update", RENAME, "").getBody(Map.class)).containsEntry("@status", "written");
        assertThat(ask("read", "7", "").getBody(Map.class)).containsEntry("@id", "7");
    }

    @Test
    void aBatchIsWorkedOnSideBySideAndAnsweredInOrder() throws Exception {
        var together = new java.util.concurrent.CyclicBarrier(4);
        system.answers(request -> {
            try {
                together.await(20, java.util.concurrent.TimeUnit.SECONDS);
            } catch (Exception alone) {
                return Reply.of(422, "{\"detail\": \"alone\"}");
            }
            return Reply.of(200, "{\"id\": \"" + request.path().substring(10) + "\"}");
        });
        var writes = List.of("1", "2", "3", "4").stream().map(id -> Map.of("@id", id, "name", "x")).toList();

        assertThat(records(ask("update", writes, "&concurrency=4"))).extracting(result -> result.get("@id"))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void idsAreEscapedAndTheAddressKeepsItsQuery() throws Exception {
        system.answers(200, "{\"id\": \"a/b ü?\"}");

        ask("read", List.of("a/b ü?"), "%3Fversion%3D2");

        assertThat(system.last().path()).isEqualTo("/contacts/a%2Fb%20%C3%BC%3F");
        assertThat(system.last().query()).isEqualTo("version=2");
    }
}
