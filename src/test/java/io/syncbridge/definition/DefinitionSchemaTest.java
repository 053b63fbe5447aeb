package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionSchemaTest {

    private static final Path SHIPPED = Path.of("src/main/resources/schema/sync.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes it too, with {@code mvn test -Dtest=DefinitionSchemaTest -Dregenerate}. */
    @Test
    void theShippedSchemaIsTheGeneratedOne() throws IOException {
        String generated = JSON.writeValueAsString(DefinitionSchema.of(Samples.shippedTypes())) + "\n";
        if (System.getProperty("regenerate") != null) {
            Files.createDirectories(SHIPPED.getParent());
            Files.writeString(SHIPPED, generated);
        }
        assertThat(Files.readString(SHIPPED)).isEqualTo(generated);
    }

    @Test
    void aFileThatUsesEveryKeyIsValid() {
        assertThat(validate(Samples.ACCOUNTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sync: accounts            | snc: accounts",
        "direction: both           | direction: crm to erp",
        "orphans: warn             | orphans: warm",
        "conflicts: field-merge    | conflicts: {truth: crm}",
        "blanks: keep              | blanks: yes",
        "orphans: warn             | deletes-against-edits: newest",
        "every: 5m                 | every: 5min",
        "size: 200                 | size: 0",
        "percent: 5                | percent: 101",
        "id: Id                    | idd: Id",
        "type: phone               | type: fone",
        "else: fail                | else: fial",
        "split: last               | split: middle",
        "match: [number,           | match: [{a: b},",
        "deletes: {crm: ignore     | deletes: {crm: soft",
    })
    void aMistakeThatNeedsNoKnowledgeOfTheRestIsInvalid(String from, String to) {
        assertThat(Samples.ACCOUNTS).contains(from);

        assertThat(validate(Samples.ACCOUNTS.replace(from, to))).isNotEmpty();
    }

    private static Set<ValidationMessage> validate(String yaml) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(DefinitionSchema.of(Samples.shippedTypes()));
        Object plain = YamlFile.parse(Samples.FILE, yaml, new Problems()).orElseThrow().plain();
        return schema.validate(JSON.convertValue(plain, JsonNode.class));
    }
}
