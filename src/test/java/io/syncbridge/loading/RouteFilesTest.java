package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.Definitions;
import io.syncbridge.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilesTest {

    private static final String BEFORE = "- route: {id: first, from: {uri: 'direct:a', steps: [{to: 'mock:a'}]}}\n";
    private static final String AFTER = "- route:\n    id: last\n    from:\n      uri: direct:c\n      steps:\n        - to: mock:c\n";

    private DefaultCamelContext camel;
    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "- route:\n    id: bad\n    from:\n      uri: 'nosuch:b'\n      steps: [{to: 'mock:b'}]\n",
        "- route:\n    id: bad\n    from:\n      uri: 'direct:b'\n      steps: [{to: 'nosuch:b'}]\n",
        "- route:\n    id: bad\n    from:\n      uri: 'timer:b?nosuch=1'\n      steps: [{to: 'mock:b'}]\n",
        "- route:\n    id: bad\n    frm:\n      uri: 'direct:b'\n",
        "- route:\n    id: bad\n    from:\n      uri: 'direct:b'\n      steps: [{tooo: 'mock:b'}]\n",
        "- route:\n    id: bad\n    from:\n      uri: 'direct:b'\n      steps: [{setBody: {simple: '${bdy'}}]\n",
        "- route:\n    id: bad\n    from:\n      uri: 'direct:b'\n      steps: [{to: 'kamelet:nosuch'}]\n",
        "- route:\n    id: first\n    from:\n      uri: 'direct:b'\n      steps: [{to: 'mock:b'}]\n",
        "- from:\n    uri: 'nosuch:b'\n    steps: [{to: 'mock:b'}]\n",
        "-\n  route:\n    id: bad\n    from:\n      uri: 'nosuch:b'\n      steps: [{to: 'mock:b'}]\n"})
    void aMistakeInOneRouteLeavesTheOthersRunning(String bad) throws Exception {
        List<Problem> problems = load("a.camel.yaml", BEFORE + bad + AFTER);

        assertThat(problems).as("" + problems).hasSize(1);
        assertThat(problems.get(0).where()).contains("a.camel.yaml");
        assertThat(running()).containsExactlyInAnyOrder("first", "last");
    }

    @Test
    void whatTheRoutesShareIsLoadedWithThem() throws Exception {
        String handler = "- onException: {exception: [java.lang.IllegalStateException], handled: {constant: 'true'}, steps: [{to: 'mock:failed'}]}\n";
        assertThat(load("a.camel.yaml", handler + "- route:\n    id: bad\n    from: {uri: 'nosuch:b', steps: []}\n"
                + "- route:\n    id: failing\n    from:\n      uri: direct:f\n      steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: x}}]\n"))
                .hasSize(1);

        camel.createProducerTemplate().sendBody("direct:f", "x");
        camel.getEndpoint("mock:failed", org.apache.camel.component.mock.MockEndpoint.class).expectedMessageCount(1);
        camel.getEndpoint("mock:failed", org.apache.camel.component.mock.MockEndpoint.class).assertIsSatisfied();
    }

    /** Without their error handling they would do something else than what is written. */
    @Test
    void aMistakeInWhatTheRoutesShareStopsThemAll() throws Exception {
        assertThat(load("a.camel.yaml", "- onException: {exception: [java.lang.Exception], steps: [{to: 'kamelet:nosuch'}]}\n" + BEFORE)).hasSize(1);
        assertThat(running()).isEmpty();
    }

    @Test
    void aFileThatIsNoYamlStartsNothing() throws Exception {
        assertThat(load("a.camel.yaml", BEFORE + "- route: {id: [\n")).hasSize(1);
        assertThat(running()).isEmpty();
    }

    @Test
    void xmlRoutesAreStartedOneByOneToo() throws Exception {
        assertThat(load("a.camel.xml", "<routes><route id='first'><from uri='direct:a'/><to uri='mock:a'/></route>"
                + "<route id='bad'><from uri='nosuch:b'/><to uri='mock:b'/></route>"
                + "<route id='last'><from uri='direct:c'/><to uri='mock:c'/></route></routes>")).hasSize(1);
        assertThat(running()).containsExactlyInAnyOrder("first", "last");
    }

    private List<Problem> load(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return new RouteFiles(camel, TestRoutes.check(camel, new Definitions(List.of(), List.of())), route -> true).start(file, text);
    }

    private List<String> running() {
        return camel.getRoutes().stream().map(route -> route.getRouteId()).toList();
    }
}
