package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Systems that answer 2xx and do not do it. */
class RefusalInSuccessTest extends RestResourceTestBase {

    private static final Map<String, Object> RENAME = Map.of("@id", "7", "name", "Ada");
    private static final String OLD = "{\"id\": \"7\", \"name\": \"Bob\"}";
    private static final String NEW = "{\"id\": \"7\", \"name\": \"Ada\"}";
    private static final String SOON = "&lag=300ms";

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"success\": false, \"error\": {\"code\": 17, \"message\": \"locked by accounting\"}}",
        "{\"ok\": false, \"message\": \"locked by accounting\"}",
        "{\"Success\": \"false\", \"Message\": \"-\", \"error\": \"locked by accounting\"}",
        "{\"error\": \"locked by accounting\"}",
        "{\"errors\": [{\"message\": \"locked by accounting\"}]}",
        "{\"data\": null, \"errors\": [{\"message\": \"locked by accounting\", \"path\": [\"update\"]}]}",
        "{\"errors\": {\"base\": [\"locked by accounting\"]}}",
        "{\"status\": \"error\", \"message\": \"locked by accounting\"}",
        "{\"status\": \"fail\", \"data\": {\"name\": \"locked by accounting\"}}",
        "{\"result\": \"FAILED\", \"reason\": \"locked by accounting\"}",
        "{\"code\": 400, \"message\": \"locked by accounting\"}",
        "{\"code\": 40001, \"message\": \"locked by accounting\", \"data\": null}",
        "{\"code\": \"50012\", \"msg\": \"locked by accounting\", \"data\": {}}",
        "{\"errcode\": 40013, \"errmsg\": \"locked by accounting\"}",
        "{\"errno\": -7, \"message\": \"locked by accounting\"}",
        "{\"fault\": {\"faultstring\": \"locked by accounting\"}}",
        "[{\"success\": false, \"errors\": [\"locked by accounting\"]}]",
        "{\"success\": false, \"error\": \"locked by accounting\", \"data\": {\"id\": \"7\", \"name\": \"Ada\"}}",
        "\"error: locked by accounting\"",
        "Error: locked by accounting"})
    void aBodyThatSaysErrorIsAFailedWriteInItsWords(String body) throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, NEW) : Reply.of(200, body));

        for (String action : List.of("create", "update", "delete")) {
            assertThat(write(action, RENAME, SOON)).as(action).contains(entry("@status", "failed"), entry("@passing", false))
                    .extractingByKey("@error").asString().contains("answered 200 with an error", "locked by accounting");
        }
        assertThat(write("update", RENAME, SOON + "&update=put")).containsEntry("@status", "failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\": null}", "{\"error\": false}", "{\"error\": \"\"}", "{\"errors\": []}", "{\"errors\": {}}",
        "{\"error\": {\"code\": 0, \"message\": \"\"}}", "{\"success\": true}", "{\"status\": \"ok\", \"code\": 200}",
        "{\"code\": 0, \"message\": \"ok\"}", "{\"code\": 20000, \"message\": \"success\"}", "{\"code\": 10000, \"msg\": \"Contact was updated.\"}",
        "{\"errcode\": 0, \"errmsg\": \"ok\"}", "{\"code\": 1234, \"message\": \"mail is queued\", \"data\": {\"name\": \"Ada\"}}", "{\"errors\": 0}",
        "{\"error\": \"none\"}", "{\"status\": 200, \"message\": \"errors: none\"}", "\"OK\"", "Updated", "true", "null", "{}"})
    void noErrorIsNone(String answer) throws Exception {
        system.answers(request -> Reply.of(200, request.method().equals("GET") ? NEW : answer));

        assertThat(write("update", RENAME, SOON)).contains(entry("@status", "written"), entry("name", "Ada"));
        assertThat(write("delete", Map.of("@id", "7"), SOON)).containsEntry("@status", "written");
    }

    @ParameterizedTest
    @CsvSource({"429, quota", "503, passing", "423, busy", "403, permission", "404, record", "THROTTLED, quota", "UNAVAILABLE, passing"})
    void theBodysOwnCodeSaysOfWhichKindItIs(String code, String kind) throws Exception {
        String number = code.matches("\\d+") ? code : "\"" + code + "\"";
        system.answers(request -> Reply.of(200, request.isOfList() ? "[]" : "{\"error\": {\"code\": " + number + ", \"message\": \"no\"}}"));

        var result = write("update", RENAME, SOON);
        if (code.equals("404")) {
            assertThat(result).containsOnly(entry("@status", "missing"));
            assertThat(records(ask("read", List.of("7"), ""))).isEmpty();
        } else {
            assertThat(result).containsEntry("@kind", kind);
        }
    }

    @Test
    void aRecordMayHaveFieldsThatAreCalledAsErrorsAre() throws Exception {
        String record = "{\"id\": \"7\", \"name\": \"Ada\", \"status\": \"error\", \"error\": \"E5\", \"errors\": [\"x\"], \"success\": false}";
        system.answers(200, record);

        assertThat(records(ask("read", List.of("7"), ""))).hasSize(1);
        assertThat(write("update", RENAME, SOON)).contains(entry("@status", "written"), entry("error", "E5"));
        assertThat(write("create", Map.of("name", "Ada", "status", "error"), SOON)).contains(entry("@status", "written"), entry("@id", "7"));
        system.answers(request -> request.isOfList() ? Reply.of(200, "[]") : request.method().equals("GET") ? Reply.of(404, "") : Reply.of(200, record));
        assertThat(write("delete", Map.of("@id", "7"), SOON)).containsEntry("@status", "written");
    }

    @Test
    void aRefusalThatShowsTheRecordIsSeenThrough() throws Exception {
        system.answers(request -> Reply.of(200, request.method().equals("GET") ? OLD
                : "{\"id\": \"7\", \"name\": \"Ada\", \"success\": false, \"error\": \"locked by accounting\"}"));

        assertThat(write("update", RENAME, SOON)).containsEntry("@status", "failed").extractingByKey("@error").asString().contains("locked");
        assertThat(write("delete", Map.of("@id", "7"), SOON)).containsEntry("@status", "failed");
        system.answers(request -> request.isOfList() ? Reply.of(200, "[]") : request.method().equals("GET") ? Reply.of(404, "")
                : Reply.of(200, "{\"id\": \"7\", \"name\": \"Ada\", \"success\": false, \"error\": \"locked by accounting\"}"));
        assertThat(write("create", Map.of("name", "Ada"), SOON)).containsEntry("@status", "failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"status\": 422, \"error\": \"locked by accounting\"}]",
        "{\"results\": [{\"status\": 200, \"id\": \"7\"}, {\"status\": \"failed\", \"message\": \"locked by accounting\"}]}"})
    void aPartOfAMultiStatusThatFailedIsARefusal(String body) throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, NEW) : Reply.of(207, body));

        assertThat(write("update", RENAME, SOON)).containsEntry("@status", "failed");
        system.answers(207, body);
        assertThatThrownBy(() -> changes(null, "&list=results")).hasMessageContaining("207");
    }

    @Test
    void aMultiStatusWhoseRecordsHaveAStateOfTheirOwnIsAList() throws Exception {
        system.answers(207, "[{\"id\": 1, \"status\": \"error\"}, {\"id\": 2, \"status\": \"ok\"}]");

        assertThat(records(changes(null, ""))).hasSize(2);
    }

    @Test
    void optionsSayWhereErrorsStand() throws Exception {
        system.answers(200, "{\"id\": \"7\", \"name\": \"Ada\", \"outcome\": {\"state\": \"NO\"}, \"fehler\": \"gesperrt\"}");
        assertThat(write("update", RENAME, SOON)).containsEntry("@status", "written");
        assertThat(write("update", RENAME, "&errorPath=fehler")).containsEntry("@status", "failed");
        assertThat(write("update", RENAME, "&successPath=outcome.state&successValue=OK,DONE")).containsEntry("@status", "failed");
        assertThat(write("update", RENAME, "&successPath=outcome.state&successValue=OK,NO")).containsEntry("@status", "written");

        system.answers(200, "{\"id\": \"7\", \"name\": \"Ada\", \"error\": \"E5\"}");
        assertThat(write("update", RENAME, "&errorPath=fehler")).as("instead of the usual forms").containsEntry("@status", "written");
        assertThat(system.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>Please log in</body></html>", "<!DOCTYPE html><title>Maintenance</title>"})
    void aPageForPeoplePasses(String page) throws Exception {
        system.answers(200, page, "Content-Type", "text/html; charset=utf-8");

        for (String action : List.of("create", "update", "delete")) {
            assertThat(write(action, RENAME, SOON)).contains(entry("@status", "failed"), entry("@passing", true));
        }
        assertThatThrownBy(() -> ask("read", List.of("7"), "")).isInstanceOf(SystemCallException.class).hasMessageContaining("page for people");
    }

    @ParameterizedTest
    @CsvSource({"204,", "200,{}", "200,{\"id\": \"7\"; \"name\": \"Bob\"}", "200,{\"data\": {\"id\": \"7\"; \"name\": \"Bob\"}}", "200,cut {\"off"})
    void aRecordThatHoldsNothingOfWhatWasWrittenIsAFailedWrite(int status, String body) throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, OLD, "ETag", "\"1\"")
                : Reply.of(status, body == null ? "" : body.replace(';', ','), "ETag", "\"1\""));
        String version = records(ask("read", List.of("7"), "")).get(0).get("@version").toString();

        for (String options : List.of(SOON, SOON + "&etag=true", SOON + "&update=put")) {
            String known = options.contains("etag") ? "\"1\"" : version;
            assertThat(write("update", Map.of("@id", "7", "@version", known, "name", "Ada"), options)).as(options)
                    .contains(entry("@status", "failed"), entry("@kind", "record"))
                    .extractingByKey("@error").asString().contains("does not hold what was written: name");
        }
    }

    @Test
    void whatIsWrittenOtherwiseIsWritten() throws Exception {
        var written = new AtomicInteger();
        system.answers(request -> {
            written.addAndGet(request.method().equals("GET") ? 0 : 1);
            return Reply.of(200, written.get() == 0 ? OLD : "{\"id\": \"7\", \"name\": \"ADA\"}");
        });
        String version = records(ask("read", List.of("7"), "")).get(0).get("@version").toString();

        assertThat(write("update", Map.of("@id", "7", "@version", version, "name", "Ada"), ""))
                .contains(entry("@status", "written"), entry("name", "ADA"));
    }

    @Test
    void readsMayLagBehind() throws Exception {
        var reads = new AtomicInteger();
        system.answers(request -> request.method().equals("GET")
                ? Reply.of(200, reads.incrementAndGet() < 4 ? OLD : NEW) : Reply.of(204, ""));
        String version = records(ask("read", List.of("7"), "")).get(0).get("@version").toString();

        assertThat(write("update", Map.of("@id", "7", "@version", version, "name", "Ada"), "&lag=2m"))
                .contains(entry("@status", "written"), entry("name", "Ada"));
    }

    @Test
    void whatIsDoneLaterIsTrusted() throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, OLD) : Reply.of(202, ""));

        assertThat(write("update", RENAME, SOON)).containsEntry("@status", "written");
    }

    @Test
    void secretsDoNotComeBackInTheWordsOfASuccess() throws Exception {
        system.answers(200, "{\"success\": false, \"error\": \"token s3cret has expired\"}");

        assertThat(write("update", RENAME, "&auth=bearer&token=s3cret").get("@error").toString()).contains("***").doesNotContain("s3cret");
    }
}
