package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.syncbridge.connector.rest.FakeSystem.Reply;
import io.syncbridge.mapping.Flags;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parts of nested values in an interface that replaces each top-level value as a whole. */
class NestedWritesTest extends RestResourceTestBase {

    private static final String HELD = "{\"id\": \"7\", \"name\": \"Ada\", \"contact\": {\"email\": \"old\", \"fax\": \"5\", \"geo\": {\"lat\": 1, \"lon\": 2}},"
            + " \"emails\": [{\"value\": \"a\", \"kind\": \"home\"}, {\"value\": \"b\", \"kind\": \"work\"}], \"tags\": [1, 2], \"flat.key\": 1}";

    @Test
    void aPartKeepsWhatIsBesideIt() throws Exception {
        assertThat(sent(Map.of("contact", Map.of("email", "new", "geo", Map.of("lat", 3))), "contact.email", "contact.geo.lat"))
                .isEqualTo("{\"contact\":{\"email\":\"new\",\"fax\":\"5\",\"geo\":{\"lat\":3,\"lon\":2}}}");
        assertThat(system.last().header("if-match")).isEqualTo("\"1\"");
    }

    @Test
    void theTimeOfASoftDeleteIsWrittenAndTakenBack() throws Exception {
        var flags = new HashMap<String, Object>();
        Flags.set(Map.of("contact.fax", "now"), Instant.EPOCH, flags);
        assertThat(sent(flags, "contact.fax")).contains("\"fax\":\"1970-01-01T00:00:00Z\"").contains("\"email\":\"old\"");
        Flags.set(Map.of("contact.fax", ""), Instant.EPOCH, flags);
        assertThat(sent(flags, "contact.fax")).contains("\"fax\":null").contains("\"email\":\"old\"");
    }

    @Test
    void anElementOfAListKeepsTheOthers() throws Exception {
        assertThat(sent(Map.of("emails", List.of(Map.of("value", "new"))), "emails[0].value")).isEqualTo(
                "{\"emails\":[{\"kind\":\"home\",\"value\":\"new\"},{\"kind\":\"work\",\"value\":\"b\"}]}");
    }

    @Test
    void aWholeValueIsReplaced() throws Exception {
        assertThat(sent(Map.of("contact", Map.of("email", "new"), "tags", List.of(3)))).isEqualTo("{\"contact\":{\"email\":\"new\"},\"tags\":[3]}");
    }

    @Test
    void aBlankPartIsSaidSoThatMergingInterfacesTakeItOut() throws Exception {
        assertThat(sent(Map.of("contact", blank("email")), "contact.email"))
                .isEqualTo("{\"contact\":{\"email\":null,\"fax\":\"5\",\"geo\":{\"lat\":1,\"lon\":2}}}");
    }

    @Test
    void aBlankPartOfWhatIsAbsentIsNotWritten() throws Exception {
        system.answers(200, "{\"id\": \"7\", \"contact\": null}", "ETag", "\"1\"");
        for (String part : List.of("contact", "office")) {
            assertThat(write("update", Map.of("@id", "7", part, blank("email"), "@parts", List.of(part + ".email")), "&etag=true"))
                    .containsEntry("@status", "written");
        }
        assertThat(system.requests).extracting(FakeSystem.Request::method).containsOnly("GET");
    }

    @Test
    void aKeyWithADotIsAField() throws Exception {
        assertThat(sent(Map.of("flat", Map.of("key", 2)), "flat.key")).isEqualTo("{\"flat.key\":2}");
    }

    @Test
    void whatStandsInTheWayIsNotReplaced() throws Exception {
        system.answers(200, HELD, "ETag", "\"1\"");
        assertThat(write("update", Map.of("@id", "7", "name", Map.of("first", "A"), "@parts", List.of("name.first")), "&etag=true"))
                .containsEntry("@status", "failed").extractingByKey("@error").asString().contains("name.first", "a single value");
    }

    @Test
    void theWholeRecordIsPutWithTheParts() throws Exception {
        sent("&update=put", Map.of("contact", Map.of("email", "new")), "contact.email");
        assertThat(system.last().method()).isEqualTo("PUT");
        assertThat(system.last().body()).contains("\"email\":\"new\"", "\"fax\":\"5\"", "\"tags\":[1,2]");
    }

    private static Map<String, Object> blank(String name) {
        var part = new HashMap<String, Object>();
        part.put(name, null);
        return part;
    }

    private String sent(Map<String, Object> values, String... parts) throws Exception {
        return sent("", values, parts);
    }

    /** Returns the body of the update. */
    private String sent(String options, Map<String, Object> values, String... parts) throws Exception {
        system.answers(request -> request.method().equals("GET") ? Reply.of(200, HELD, "ETag", "\"1\"")
                : Reply.of(200, "{\"id\":\"7\"," + request.body().substring(1), "ETag", "\"2\""));
        var write = new HashMap<>(values);
        write.put("@id", "7");
        write.put("@parts", List.of(parts));
        assertThat(write("update", write, "&etag=true" + options)).contains(entry("@status", "written"));
        return system.last().body();
    }
}
