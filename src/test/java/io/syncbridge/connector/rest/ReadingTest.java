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
        system.answers(request -> request.path().endsWith("/2") ? Reply.of(404, "")
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
    void aMissingETagNamesTheOption() {
        system.answers(200, "{\"id\": \"1\"}");
        assertThatThrownBy(() -> ask("read", List.of("1"), "&etag=true")).hasMessageContaining("without an ETag")
                .hasMessageContaining("option etag");
    }
}
