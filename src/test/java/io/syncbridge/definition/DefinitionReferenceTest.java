package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference says what the reader does. */
class DefinitionReferenceTest {

    private static final Path PAGE = Path.of("docs/definition.md");
    private static final String GENERATED = "-Dregenerate -->\n";
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void thePageListsEveryKeyAsSpecified() throws IOException {
        String page = Files.readString(PAGE);
        String byHand = page.substring(0, page.indexOf(GENERATED) + GENERATED.length());
        String wanted = byHand + Reference.of(Samples.shippedTypes());
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }

    @Test
    void theFilesOnThePageAreReadAndTheirExamplesPass() throws IOException {
        List<String> files = YAML.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();

        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                ExampleCheck.check(Samples.only(Samples.shippedReader().read(Samples.FILE, file)))).isEmpty());
    }

    static List<String> examplesOfKeys() {
        var examples = new ArrayList<String>();
        for (Reference.Group group : Reference.groups(new Specification(Samples.shippedTypes().all()).file())) {
            group.keys().stream().map(Key::example).filter(example -> !example.isEmpty()).forEach(examples::add);
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examplesOfKeys")
    void theExampleOfEveryKeyCanBeRead(String example) {
        assertThat(Samples.shippedReader().read(Samples.FILE, around(example)).problems()).isEmpty();
    }

    /** A small file in which the line takes the place of the one with the same key: a system's, the file's or a field's. */
    private static String around(String example) {
        var file = lines("sync: accounts", "match: [accountNumber]");
        var systems = lines("crm: {id: Id}", "erp: {id: no}");
        var fields = lines("accountNumber: {crm: AccountNumber, erp: acc_no}", "lastName: {crm: Last, erp: last}",
                "birthDate: {crm: Born, erp: born}");
        file.put("systems", "");
        file.put("fields", "");
        boolean ofFile = new Specification(List.of()).file().names().contains(key(example));
        (systems.containsKey(key(example)) ? systems : ofFile ? file : fields).put(key(example), example);
        file.computeIfPresent("systems", (key, line) -> line.isEmpty() ? "systems:\n  " + String.join("\n  ", systems.values()) : line);
        file.computeIfPresent("fields", (key, line) -> line.isEmpty() ? "fields:\n  " + String.join("\n  ", fields.values()) : line);
        return String.join("\n", file.values()) + "\n";
    }

    private static Map<String, String> lines(String... lines) {
        var byKey = new LinkedHashMap<String, String>();
        for (String line : lines) {
            byKey.put(key(line), line);
        }
        return byKey;
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf(':'));
    }
}
