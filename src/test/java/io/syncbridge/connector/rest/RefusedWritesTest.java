package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which kind refusals are, and of which fields. */
class RefusedWritesTest extends RestResourceTestBase {

    private static final Map<String, Object> WRITE = Map.of("@id", "7", "name", "Ada", "zip_code", "1", "contact", Map.of("email", "a"));

    @ParameterizedTest
    @CsvSource({"302, passing", "303, passing", "307, passing", "301, ours", "308, ours", "400, record", "401, passing", "402, quota", "403, permission",
        "405, ours", "406, ours", "407, passing", "408, passing", "409, unique", "412, record", "413, record", "414, ours", "415, ours", "421, passing",
        "422, record", "423, busy", "424, record", "425, passing", "426, ours", "428, record", "429, quota", "431, ours", "451, permission",
        "500, passing", "501, ours", "502, passing", "503, passing", "504, passing", "505, ours", "507, quota", "508, record", "511, passing"})
    void eachStatusHasItsKind(int status, String kind) throws Exception {
        for (String body : List.of("", "{\"message\": \"no\"}", "<html>no</html>")) {
            system.answers(request -> request.method().equals("GET") ? Reply.of(200, "{\"id\": \"7\"}") : Reply.of(status, body, "Location", "/elsewhere"));
            assertThat(write("update", WRITE, "")).as(body).contains(entry("@status", "failed"), entry("@kind", kind));
        }
    }

    @Test
    void aDeleteThatConflictsIsStillReferredTo() throws Exception {
        system.answers(409, "");
        assertThat(write("delete", Map.of("@id", "7"), "")).containsEntry("@kind", "reference");
    }

    @Test
    void aForbiddenCallThatNamesATimeIsALimit() throws Exception {
        system.answers(403, "{}", "Retry-After", "9");
        assertThat(write("update", Map.of("@id", "7", "name", "Ada"), "")).contains(entry("@kind", "quota"), entry("@retryAfter", 9L));
        system.answers(403, "{}", "X-RateLimit-Remaining", "0");
        assertThat(write("update", Map.of("@id", "7", "name", "Ada"), "")).containsEntry("@kind", "quota");
    }

    @Test
    void aNotFoundPageOfAProxyIsNoMissingRecord() throws Exception {
        system.answers(404, "<html>no such application</html>", "Content-Type", "text/html");
        assertThatThrownBy(() -> ask("read", List.of("7"), "")).isInstanceOf(SystemCallException.class);

        system.answers(request -> request.path().equals("/contacts") ? Reply.of(200, "[]")
                : Reply.of(404, "<html>no contact 7</html>", "Content-Type", "text/html"));
        assertThat(records(ask("read", List.of("7"), ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"errors\": {\"name\": [\"is too long\"]}}",
        "{\"message\": \"The given data was invalid.\", \"errors\": {\"name\": [\"is too long\"]}}",
        "{\"type\": \"x\", \"title\": \"Bad\", \"status\": 400, \"errors\": {\"Name\": [\"is too long\"]}}",
        "{\"name\": [\"is too long\"]}",
        "{\"errors\": [{\"field\": \"name\", \"defaultMessage\": \"is too long\", \"code\": \"Size\"}]}",
        "{\"violations\": [{\"propertyPath\": \"name\", \"message\": \"is too long\"}]}",
        "{\"title\": \"Bad\", \"invalid-params\": [{\"name\": \"name\", \"reason\": \"is too long\"}]}",
        "{\"title\": \"Bad\", \"errors\": [{\"detail\": \"is too long\", \"pointer\": \"#/name\"}]}",
        "{\"errors\": [{\"status\": \"422\", \"source\": {\"pointer\": \"/data/attributes/name\"}, \"detail\": \"is too long\"}]}",
        "{\"detail\": [{\"loc\": [\"body\", \"name\"], \"msg\": \"is too long\", \"type\": \"value_error\"}]}",
        "{\"errors\": [{\"message\": \"is too long\", \"extensions\": {\"code\": \"FAILED_VALIDATION\", \"field\": \"name\"}}]}",
        "{\"error\": {\"name\": \"ValidationError\", \"details\": {\"errors\": [{\"path\": [\"name\"], \"message\": \"is too long\"}]}}}"})
    void fieldsThatTheBodyNamesAreRefused(String body) throws Exception {
        for (int status : new int[] {400, 422}) {
            system.answers(request -> request.method().equals("GET") ? Reply.of(200, "{\"id\": \"7\"}") : Reply.of(status, body));
            assertThat(write("update", WRITE, "")).contains(entry("@kind", "field"), entry("@fields", List.of("name")));
            assertThat(write("create", WRITE, "")).contains(entry("@kind", "field"), entry("@fields", List.of("name")));
        }
    }

    @Test
    void fieldsAreNamedAsTheyWereWritten() throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, "{\"id\": \"7\"}")
                : Reply.of(422, "{\"errors\": {\"zipCode\": [\"is no number\"], \"contact.email\": [\"has no @\"]}}"));

        var result = write("update", WRITE, "");
        assertThat((List<?>) result.get("@fields")).asList().containsExactlyInAnyOrder("zip_code", "contact.email");
        assertThat(result.get("@error").toString()).contains("zipCode: is no number");
    }

    @Test
    void anErrorAboutWhatWasNotWrittenIsOneOfTheRecord() throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, "{\"id\": \"7\"}")
                : Reply.of(422, "{\"errors\": {\"name\": [\"is too long\"], \"base\": [\"is closed\"]}}"));

        assertThat(write("update", WRITE, "")).containsEntry("@kind", "record").doesNotContainKey("@fields");
    }

    @Test
    void aTakenValueNamesItsField() throws Exception {
        system.answers(422, "{\"errors\": {\"name\": [\"has already been taken\"]}}");

        assertThat(write("create", Map.of("name", "Ada"), "")).contains(entry("@kind", "unique"), entry("@fields", List.of("name")));
    }
}
