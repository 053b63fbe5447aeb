package io.syncbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about real systems names tests, class and method: each is there. */
class RealSystemsPageTest {

    private static final Path PAGE = Path.of("docs/real-systems.md");

    /** {@code `SomeTest`}, {@code `SomeTest#method`} or {@code `SomeTest.method`}, and {@code `#method`} of the class named before. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:([A-Z]\\w+(?:Test|IT|Contract|Scenarios|Worlds|Base))(?:[#.](\\w+))?|#(\\w+))`");

    @Test
    void theTestsThatItNamesExist() throws IOException {
        Map<String, String> sources = sources();
        var missing = new ArrayList<String>();
        String last = null;
        var named = NAMED.matcher(Files.readString(PAGE));
        while (named.find()) {
            last = named.group(1) == null ? last : named.group(1);
            String method = named.group(2) == null ? named.group(3) : named.group(2);
            if (last == null || !sources.containsKey(last) || method != null && !holds(sources, last, method)) {
                missing.add(last + "#" + method);
            }
        }
        assertThat(missing).isEmpty();
    }

    /** A class has its own methods and those of the class that it extends. */
    private static boolean holds(Map<String, String> sources, String name, String method) {
        String source = sources.getOrDefault(name, "");
        var parent = Pattern.compile("class " + name + " extends (\\w+)").matcher(source);
        return Pattern.compile("void " + method + "\\(").matcher(source).find() || parent.find() && holds(sources, parent.group(1), method);
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
            return java.stream().collect(Collectors.toMap(file -> file.getFileName().toString().replace(".java", ""), read(), (one, other) -> one + other));
        }
    }

    private static Function<Path, String> read() {
        return file -> {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
