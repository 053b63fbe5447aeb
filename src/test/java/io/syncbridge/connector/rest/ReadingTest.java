package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest extends RestResourceTestBase {

    @Test
    void readReturnsTheRecordsThatExist() throws Exception {
        system.answers(request -> request.isOfList() ? Reply.of(200, "[]") : request.path().endsWith("/2") ? Reply.of(404, "")
                : Reply.of(200, "{\"key\": {\"id\": \"" + request.path().substring(10) + "\"}}", "ETag", "W/\"v\""));

        var found = records(ask("read", List.of("1", "2", "3"), "&etag=true&id=key.id"));

        assertThat(found).extracting(record -> record.get("@id")).containsExactly("1", "3");
        assertThat(found.get(0)).contains(entry("@version", "W/\"v\""));
    }

    @Test
    void readManyAsksForPortions() throws Exception {
        system.answers(200, "[{\"id\": \"1\"}]");

        ask("read", List.of("1", "2", "3"), "&readMany=ids&pageSize=2");

        assertThat(system.requests).extracting(FakeSystem.Request::query)
                .containsExactlyInAnyOrder("ids=1%2C2", "ids=3");
    }

    @Test
    void findReturnsOnlyRecordsThatHoldAllTheValues() throws Exception {
        system.answers(200, "[{\"id\": 1, \"contact\": {\"email\": \"a@x\"}}, {\"id\": 2}]");

        var found = records(ask("find", List.of(Map.of("contact.email", "a@x")), "&findBy=query"));

        assertThat(found).extracting(record -> record.get("@id")).containsExactly("1");
        assertThat(system.last().query()).isEqualTo("contact.email=a%40x");
    }

    @Test
    void findLeavesItToTheBridgeWhatMeansTheSame() throws Exception {
        system.answers(200, "[{\"id\": 1, \"name\": \"JOSE\u0301\u00a0Ruiz\", \"phone\": \"(030) 123 4567\"},"
                + " {\"id\": 2, \"name\": \"Jose Ruiz\", \"phone\": \"030 1234568\"}, {\"id\": 3, \"phone\": \"\uff10\uff13\uff10 \uff11\uff12\uff13\uff14\uff15\uff16\uff17\"}]");

        assertThat(records(ask("find", List.of(Map.of("name", "jos\u00e9 ruiz")), "&findBy=query"))).extracting(record -> record.get("@id"))
                .containsExactly("1");
        assertThat(records(ask("find", List.of(Map.of("phone", "+49301234567")), "&findBy=query"))).extracting(record -> record.get("@id"))
                .containsExactly("1", "3");
    }

    @Test
    void findAsksInOtherSpellingsWhereNothingIsFound() throws Exception {
        system.answers(200, "[]");

        ask("find", List.of(Map.of("name", "Jos\u00e9")), "&findBy=query");

        assertThat(system.requests).extracting(FakeSystem.Request::query)
                .containsExactly("name=Jos%C3%A9", "name=jos%C3%A9", "name=Jose%CC%81");
    }

    @Test
    void aResourceThatCannotBeSearchedSaysSo() {
        assertThatThrownBy(() -> ask("find", List.of(Map.of("email", "a@x")), ""))
                .hasMessageContaining("findBy=query").hasMessageContaining("actions");
    }

    @Test
    void aFailureOfOneReadFailsAll() {
        system.answers(500, "{\"detail\": \"boom\"}");
        assertThatThrownBy(() -> ask("read", List.of("1"), "")).isInstanceOf(SystemCallException.class)
                .hasMessageContaining("/contacts/1 answered 500: boom");
    }

    @Test
    void whereTheInterfaceItselfIsNotFoundNoRecordIsGone() throws Exception {
        system.answers(404, "{\"detail\": \"Not found\"}");
        assertThatThrownBy(() -> ask("read", List.of("1"), "")).isInstanceOf(SystemCallException.class)
                .matches(failure -> ((SystemCallException) failure).isPassing()).hasMessageContaining("list of records");
        assertThat(write("delete", Map.of("@id", "1"), "")).contains(entry("@status", "failed"), entry("@passing", true));
        assertThat(write("update", Map.of("@id", "1", "@version", "v", "name", "Ann"), "")).contains(entry("@status", "failed"), entry("@passing", true));

        for (int status : List.of(200, 403, 405)) {
            system.answers(request -> request.isOfList() ? Reply.of(status, status == 200 ? "[]" : "") : Reply.of(404, ""));
            assertThat(records(ask("read", List.of("1"), ""))).as("list answers %s", status).isEmpty();
            assertThat(write("delete", Map.of("@id", "1"), "")).containsEntry("@status", "written");
        }
        for (int status : List.of(500, 503, 401)) {
            system.answers(request -> Reply.of(request.isOfList() ? status : 410, ""));
            assertThatThrownBy(() -> ask("read", List.of("1"), "")).as("list answers %s", status).isInstanceOf(SystemCallException.class);
        }
    }

    @Test
    void ofAnInterfaceWithoutAListARecordIsGoneOnceOthersWereShown() throws Exception {
        system.answers(request -> request.path().endsWith("/2") ? Reply.of(200, "{\"id\": 2}") : Reply.of(404, ""));

        assertThat(records(ask("read", List.of("2", "1"), "&concurrency=1"))).hasSize(1);
        assertThatThrownBy(() -> ask("read", List.of("1", "2"), "&concurrency=1")).hasMessageContaining("list of records");
    }

    @Test
    void anotherRecordIsNoAnswerAndAnotherSpellingOfTheIdIs() throws Exception {
        system.answers(200, "{\"id\": 8}");
        assertThatThrownBy(() -> ask("read", List.of("7"), "")).hasMessageContaining("another record, 8");

        system.answers(200, "{\"id\": \"AB-1\"}");
        assertThat(records(ask("read", List.of("ab-1"), ""))).singleElement().satisfies(record -> assertThat(record).containsEntry("@id", "ab-1"));
        system.answers(200, "{\"id\": 7.0}");
        assertThat(records(ask("read", List.of("7"), ""))).singleElement().satisfies(record -> assertThat(record).containsEntry("@id", "7"));
    }

    @Test
    void whereTheETagIsMissingContentsTellTheVersion() throws Exception {
        for (String etag : List.of("", "*", "\"\"")) {
            system.answers(request -> Reply.of(200, "{\"id\": \"1\", \"name\": \"Ann\"}", etag.isEmpty() ? new String[0] : new String[] {"ETag", etag}));
            Object version = records(ask("read", List.of("1"), "&etag=true")).get(0).get("@version");

            assertThat(write("update", Map.of("@id", "1", "@version", version, "name", "Ann"), "&etag=true")).containsEntry("@status", "written");
            assertThat(system.requests).allSatisfy(request -> assertThat(request.header("if-match")).isNull());
            assertThat(write("update", Map.of("@id", "1", "@version", version + "0", "name", "Bob"), "&etag=true")).containsEntry("@status", "stale");
            assertThat(write("delete", Map.of("@id", "1", "@version", version + "0"), "&etag=true")).containsEntry("@status", "stale");
        }
    }

    @Test
    void anETagWithoutQuotesIsSentAsShownAndThenWithThem() throws Exception {
        system.answers(request -> request.method().equals("GET") || "\"v1\"".equals(request.header("if-match"))
                ? Reply.of(200, "{\"id\": \"1\", \"name\": \"Ann\"}", "etag", "v1") : Reply.of(412, ""));

        Object version = records(ask("read", List.of("1"), "&etag=true")).get(0).get("@version");
        assertThat(version).isEqualTo("v1");
        assertThat(write("update", Map.of("@id", "1", "@version", version, "name", "Ann"), "&etag=true")).containsEntry("@status", "written");
    }
}
