package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.connector.rest.FakeSystem.Request;
import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ETags as servers and proxies really show and take them. */
class ConditionsTest extends RestResourceTestBase {

    private static final String RECORD = "{\"id\": \"7\", \"name\": \"Ada\"}";
    private static final String OPTIONS = "&etag=true&lag=300ms";

    @ParameterizedTest
    @CsvSource({"W/\"1\", \"1\"", "W/\"1\", W/\"1\"", "\"1-gzip\", \"1\"", "W/\"1-gzip\", \"1\"", "\"1--gzip\", \"1\"", "\"1;br\", \"1\"",
        "\"1-gzip\", \"1-gzip\"", "\"a-b\", \"a-b\""})
    void theFormThatTheSystemTakesIsFound(String shown, String taken) throws Exception {
        systemThatShows(shown, request -> taken.equals(request.header("if-match")));

        for (String action : List.of("update", "delete")) {
            assertThat(write(action, Map.of("@id", "7", "@version", shown, "name", "Ada"), OPTIONS)).containsEntry("@status", "written");
        }
    }

    @Test
    void theFormIsRemembered() throws Exception {
        systemThatShows("W/\"1\"", request -> "\"1\"".equals(request.header("if-match")));
        var writes = java.util.Collections.nCopies(5, Map.of("@id", "7", "@version", "W/\"1\"", "name", "Ada"));

        ask("update", writes, OPTIONS + "&concurrency=1");

        assertThat(system.requests.stream().filter(request -> request.method().equals("PATCH"))).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {412, 428})
    void anUnchangedRecordThatIsRefusedIsAFailedWriteAfterAFewTries(int status) throws Exception {
        for (String etag : List.of("W/\"1\"", "\"1\"")) {
            system.answers(request -> request.method().equals("GET") ? Reply.of(200, RECORD, "ETag", etag) : Reply.of(status, ""));
            for (String action : List.of("update", "delete")) {
                assertThat(write(action, Map.of("@id", "7", "@version", etag, "name", "Ada"), OPTIONS))
                        .contains(entry("@status", "failed"), entry("@kind", "record"))
                        .extractingByKey("@error").asString().contains("unchanged", "option etag to false");
            }
            assertThat(system.requests).hasSizeLessThan(20);
        }
    }

    @Test
    void aRecordThatHasChangedIsStale() throws Exception {
        systemThatShows("\"2\"", request -> "\"2\"".equals(request.header("if-match")));

        assertThat(write("update", Map.of("@id", "7", "@version", "\"1\"", "name", "Ada"), OPTIONS)).containsOnly(entry("@status", "stale"));
    }

    @Test
    void aReplicaThatLagsBehindIsWaitedFor() throws Exception {
        var reads = new AtomicInteger();
        system.answers(request -> request.method().equals("GET")
                ? Reply.of(200, RECORD, "ETag", reads.incrementAndGet() < 3 ? "\"1\"" : "\"2\"") : Reply.of(412, ""));

        assertThat(write("update", Map.of("@id", "7", "@version", "\"1\"", "name", "Ada"), "&etag=true&lag=2m"))
                .containsOnly(entry("@status", "stale"));
    }

    @Test
    void aConflictOfAnotherKindIsRefusedInItsWords() throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, RECORD, "ETag", "\"1\"")
                : Reply.of(409, "{\"message\": \"name already taken\"}"));

        assertThat(write("update", Map.of("@id", "7", "@version", "\"1\"", "name", "Ada"), OPTIONS))
                .contains(entry("@status", "failed"), entry("@kind", "unique"));
    }

    @Test
    void recordsAreReadAsTheyAreForTheirETags() throws Exception {
        system.answers(200, RECORD, "ETag", "\"1\"");

        ask("read", List.of("7"), "&etag=true");

        assertThat(system.last().header("accept-encoding")).isEqualTo("identity");
    }

    private void systemThatShows(String etag, Predicate<Request> fits) {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, RECORD, "ETag", etag)
                : fits.test(request) ? Reply.of(200, RECORD, "ETag", etag) : Reply.of(412, "{\"error\": \"precondition failed\"}"));
    }
}
