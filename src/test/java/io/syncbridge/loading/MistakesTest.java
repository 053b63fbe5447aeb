package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.ExampleCheck;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of mistakes: each file in {@code src/test/resources/mistakes} says in a comment, where the mistake is, what must be said of
 * it: {@code # ! code: a part of the cure}. With a number before the code it is about that line. Nothing else may be said.
 */
class MistakesTest {

    private static final Path FOLDER = Path.of("src/test/resources/mistakes");
    private static final Pattern EXPECTED = Pattern.compile("# ! (?:(\\d+) )?([\\w-]+): (.+)$");
    /** Words of the machine room. */
    private static final Pattern JARGON = Pattern.compile("No enum constant|\\bis null\\b|\\b[A-Z]\\w*Exception|matching target|\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*|Because:");

    private static DefaultCamelContext camel;
    private static DefinitionReader reader;
    private static Definitions contacts;

    @BeforeAll
    static void start() throws IOException {
        camel = new DefaultCamelContext();
        var settings = new Properties();
        try (Reader file = Files.newBufferedReader(FOLDER.resolve("application.properties"))) {
            settings.load(file);
        }
        camel.getPropertiesComponent().setInitialProperties(settings);
        camel.getRegistry().bind("memorySystems", new Object());
        camel.start();
        reader = TestRoutes.reader(camel);
        contacts = reader.read(FOLDER);
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    static List<Path> routes() throws IOException {
        return list("routes");
    }

    static List<Path> definitions() throws IOException {
        return list("definitions");
    }

    static List<Path> folders() throws IOException {
        return list("folders");
    }

    static List<Path> kamelets() throws IOException {
        return list("kamelets");
    }

    private static List<Path> list(String kind) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void ofARoute(Path file) throws IOException {
        expect(List.of(file), new RouteFiles(camel, TestRoutes.check(camel, contacts), route -> true).check(file, Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void ofADefinition(Path file) throws IOException {
        Definitions read = reader.read(file.getFileName().toString(), Files.readString(file));
        var problems = new ArrayList<>(read.problems());
        read.syncs().forEach(sync -> problems.addAll(ExampleCheck.check(sync)));
        expect(List.of(file), problems);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void ofAKamelet(Path file) throws IOException {
        expect(List.of(file), TestRoutes.check(camel, contacts).checkKamelet(file.toString(), Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void ofFilesTogether(Path folder) throws IOException {
        Definitions definitions = reader.read(folder);
        RouteFileCheck check = TestRoutes.check(camel, definitions);
        var files = new RouteFiles(camel, check, route -> true);
        var problems = new ArrayList<>(definitions.problems());
        Folder all = Folder.read(folder);
        all.routes().forEach(name -> problems.addAll(files.check(folder.resolve(name), all.text(name))));
        problems.addAll(check.addresses().missing(definitions, (system, targets) -> false, List.of()));
        try (Stream<Path> listed = Files.list(folder)) {
            expect(listed.sorted().toList(), problems);
        }
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(routes().size() + definitions().size() + folders().size() + kamelets().size()).isGreaterThanOrEqualTo(60);
    }

    /** What is right must stay right: all route files and Kamelets that come with the bridge or are run in its tests. */
    @ParameterizedTest
    @MethodSource("goodFolders")
    void goodFilesHaveNone(Path folder) throws IOException {
        Definitions definitions = reader.read(folder);
        assertThat(definitions.problems()).filteredOn(problem -> !problem.where().startsWith("broken.")).isEmpty();
        RouteFileCheck check = TestRoutes.check(camel, definitions);
        var files = new RouteFiles(camel, check, route -> true);
        Folder all = Folder.read(folder);
        for (String file : all.routes()) {
            if (!file.equals("broken.camel.yaml")) {
                assertThat(files.check(folder.resolve(file), all.text(file))).as(file)
                        .filteredOn(problem -> !List.of("unset-property", "unknown-sync").contains(problem.code()))
                        .filteredOn(problem -> !problem.message().contains("`sync-")).isEmpty();
            }
        }
        for (Path file : Stream.concat(list("../../../../routes/kamelets").stream(), list("used").stream()).toList()) {
            assertThat(check.checkKamelet(file.toString(), Files.readString(file)))
                    .filteredOn(problem -> !problem.message().contains("`sync-")).isEmpty();
        }
    }

    static List<Path> goodFolders() {
        return List.of(Path.of("routes"), Path.of("src/test/routes"), Path.of("src/test/routes-salesforce"), Path.of("src/test/routes-sharepoint"));
    }

    private static void expect(List<Path> files, List<Problem> problems) throws IOException {
        var open = new ArrayList<>(problems);
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            IntStream.rangeClosed(1, lines.size()).forEach(line -> {
                Matcher expected = EXPECTED.matcher(lines.get(line - 1));
                if (expected.find()) {
                    String where = file.getFileName() + ":" + (expected.group(1) == null ? line : Integer.parseInt(expected.group(1)));
                    assertThat(open).as("%s: %s", where, expected.group()).anyMatch(problem -> isAt(problem, where)
                            && problem.code().equals(expected.group(2)) && problem.cure().contains(expected.group(3)));
                    open.removeIf(problem -> isAt(problem, where) && problem.code().equals(expected.group(2)));
                }
            });
        }
        assertThat(open).isEmpty();
        assertThat(problems).isNotEmpty().allSatisfy(problem -> assertThat(problem.message() + problem.cure()).doesNotContainPattern(JARGON));
    }

    private static boolean isAt(Problem problem, String where) {
        return (problem.where() + ":").matches("(.*/)?" + Pattern.quote(where) + ":.*");
    }
}
