package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates that are answered with something else than the record. */
class CreatedWithoutRecordTest extends RestResourceTestBase {

    private static final Map<String, Object> ADA = Map.of("name", "Ada");
    private static final String RECORD = "{\"id\": 9, \"name\": \"Ada\"}";

    @ParameterizedTest
    @ValueSource(strings = {RECORD, "{\"data\": " + RECORD + "}", "[" + RECORD + "]", "{\"data\": [" + RECORD + "]}",
        "{\"data\": {\"attributes\": " + RECORD + "}}", "{\"contact\": " + RECORD + "}", "{\"success\": true, \"contact\": " + RECORD + "}",
        "{\"result\": {\"item\": " + RECORD + "}, \"meta\": {\"id\": 1}}", "{\"items\": [" + RECORD + "]}"})
    void aRecordInAWrapping(String body) throws Exception {
        system.answers(201, body);

        assertThat(write("create", ADA, "")).contains(entry("@status", "written"), entry("@id", "9"), entry("name", "Ada"));
        assertThat(system.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": 9}", "{\"success\": true, \"id\": \"9\", \"errors\": []}", "{\"data\": {\"id\": 9}}", "9", "\"9\"", "[9]",
        "{\"data\": {\"id\": 9, \"links\": {}}}"})
    void onlyAnIdIsCompletedByReading(String body) throws Exception {
        system.answers(request -> Reply.of(200, request.method().equals("POST") ? body : request.path().endsWith("/9") ? RECORD : "{}"));

        assertThat(write("create", ADA, "")).contains(entry("@status", "written"), entry("@id", "9"), entry("name", "Ada"));
    }

    @Test
    void theOptionRecordSaysWhereTheRecordIs() throws Exception {
        system.answers(201, "{\"id\": 1, \"payload\": {\"row\": " + RECORD + "}}");

        assertThat(write("create", ADA, "&record=payload.row")).contains(entry("@status", "written"), entry("@id", "9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/contacts/9", "http://inside:8080/contacts/9", "/contacts/9?v=2"})
    void theLocationNamesIt(String location) throws Exception {
        for (int status : new int[] {201, 202, 204, 200, 303}) {
            system.answers(request -> request.method().equals("POST") ? Reply.of(status, "", "Location", location) : Reply.of(200, RECORD));
            assertThat(write("create", ADA, "")).as("" + status).contains(entry("@status", "written"), entry("@id", "9"), entry("name", "Ada"));
        }
    }

    @Test
    void theLocationNamesItBeforeItShows() throws Exception {
        system.answers(request -> request.method().equals("POST") ? Reply.of(202, "", "Location", "/contacts/9") : Reply.of(404, ""));

        assertThat(write("create", ADA, "")).containsOnly(entry("@status", "written"), entry("@id", "9"));
    }

    @Test
    void otherRecordsAreNotTakenForIt() throws Exception {
        String other = "{\"id\": 1, \"name\": \"Somebody\"}";
        system.answers(request -> request.method().equals("POST") ? Reply.of(202, "", "Location", "/jobs/1") : Reply.of(200, other));
        assertThat(write("create", ADA, "")).containsEntry("@status", "written").doesNotContainKey("@id");

        system.answers(request -> Reply.of(200, request.method().equals("POST") ? "1" : other));
        assertThat(write("create", ADA, "")).as("a count of rows").containsEntry("@status", "written").doesNotContainKey("@id");

        system.answers(request -> Reply.of(200, request.method().equals("POST") ? "{\"owner\": {\"id\": 1}}" : other));
        assertThat(write("create", ADA, "")).containsEntry("@status", "written").doesNotContainKey("@id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"success\": true}", "Created", "{\"id\": null}", "{\"data\": [", "{\"data\": []}"})
    void nothingAtAllIsStillCreated(String body) throws Exception {
        system.answers(request -> request.method().equals("POST") ? Reply.of(201, body) : Reply.of(404, ""));

        assertThat(write("create", ADA, "")).containsEntry("@status", "written").doesNotContainKey("@id");
        assertThat(system.requests.stream().filter(request -> request.method().equals("POST"))).hasSize(1);
    }

    @Test
    void anUpdateMayBeAnsweredInAWrappingToo() throws Exception {
        system.answers(200, "{\"data\": " + RECORD + "}");

        assertThat(write("update", Map.of("@id", "9", "name", "Ada"), "")).contains(entry("@id", "9"), entry("name", "Ada"));
        assertThat(system.requests).hasSize(1);
        var read = records(ask("read", java.util.List.of("9"), "")).get(0);
        assertThat(read).contains(entry("@id", "9"), entry("name", "Ada"));
    }
}
