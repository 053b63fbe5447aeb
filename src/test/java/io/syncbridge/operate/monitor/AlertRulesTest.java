package io.syncbridge.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert rules and the dashboard that ship with the bridge. */
class AlertRulesTest {

    private static final Pattern METRIC = Pattern.compile("syncbridge_[a-z_]+");

    @Test
    void prometheusLoadsTheRulesAndTheyFire() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not installed (Debian's package prometheus has it), so the alert rules are not tried");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "src/test/resources/monitoring/alerts-test.yaml")
                .redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/monitoring/alerts.yaml", "docs/monitoring/grafana-dashboard.json"})
    void theyAskForMetricsThatAreExplained(String file) throws IOException {
        Set<String> explained = metrics("docs/metrics.md");
        explained.add("syncbridge_delivery_seconds_sum");
        assertThat(explained).containsAll(metrics(file));
    }

    private static Set<String> metrics(String file) throws IOException {
        var found = new TreeSet<String>();
        METRIC.matcher(Files.readString(Path.of(file))).results().forEach(match -> found.add(match.group()));
        return found;
    }
}
