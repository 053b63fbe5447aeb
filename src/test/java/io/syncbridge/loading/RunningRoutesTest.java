package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteContext;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import io.syncbridge.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes of one file are replaced while those of others go on. */
class RunningRoutesTest {

    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata: {name: say}
            spec:
              definition: {properties: {what: {type: string}}}
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setBody: {constant: "WORD {{what}}"}
            """;

    @TempDir
    private Path folder;
    private DefaultCamelContext camel;
    private RunningRoutes routes;

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        Files.createDirectory(folder.resolve("kamelets"));
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + folder.resolve("kamelets"));
        camel.start();
        routes = new RunningRoutes(camel, config(folder));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void theRoutesOfAFileAreReplacedAndOthersStayTheVerySame() throws Exception {
        write("a.camel.yaml", route("a", "say", "one"));
        write("b.camel.yaml", route("b", "say", "one"));
        write("kamelets/say.kamelet.yaml", KAMELET.replace("WORD", "first"));
        assertThat(start("a.camel.yaml", "b.camel.yaml")).isEmpty();
        assertThat(said("a")).isEqualTo("first one");
        assertThat(said("b")).isEqualTo("first one");
        Object b = camel.getRoute("b");
        int all = camel.getRoutes().size();

        write("a.camel.yaml", route("a", "say", "two"));
        routes.stop(Set.of("a.camel.yaml"));
        assertThat(camel.getRoute("a")).isNull();
        assertThat(said("b")).isEqualTo("first one");
        assertThat(start("a.camel.yaml")).isEmpty();
        assertThat(said("a")).isEqualTo("first two");
        assertThat(said("b")).isEqualTo("first one");
        assertThat(camel.getRoute("b")).isSameAs(b);

        write("a.camel.yaml", route("a", "say", "one"));
        routes.stop(Set.of("a.camel.yaml"));
        assertThat(start("a.camel.yaml")).isEmpty();
        assertThat(said("a")).isEqualTo("first one");
        assertThat(camel.getRoutes()).as("no route of a Kamelet is left behind").hasSize(all);
        assertThat(camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()).hasSize(all);
    }

    @Test
    void aKameletIsReplacedAndPutBackWhereItsUsersAreStopped() throws Exception {
        write("a.camel.yaml", route("a", "say", "one"));
        write("kamelets/say.kamelet.yaml", KAMELET.replace("WORD", "first"));
        assertThat(start("a.camel.yaml")).isEmpty();
        Folder before = Folder.read(folder);
        assertThat(said("a")).isEqualTo("first one");

        write("kamelets/say.kamelet.yaml", KAMELET.replace("WORD", "second"));
        replace(Folder.read(folder));
        assertThat(said("a")).isEqualTo("second one");
        replace(before);
        assertThat(said("a")).as("what is put back is not read from the folder").isEqualTo("first one");
        assertThat(camel.getRoutes()).hasSize(2);
    }

    @Test
    void aFileThatIsRightAgainIsStartedAfterOneThatWasNot() throws Exception {
        write("a.camel.yaml", route("a", "say", "one").replace("direct:a", "nosuch:a"));
        write("kamelets/say.kamelet.yaml", KAMELET);
        assertThat(start("a.camel.yaml")).hasSize(1);
        write("a.camel.yaml", route("a", "say", "one"));
        routes.stop(Set.of("a.camel.yaml"));
        assertThat(start("a.camel.yaml")).isEmpty();
        assertThat(said("a")).isEqualTo("WORD one");
    }

    /** What is only looked at changes nothing that runs. */
    @Test
    void lookingAtAFileLeavesTheBeansOfTheOneThatRunsAlone() throws Exception {
        String beans = "- beans:\n    - {name: mine, type: java.util.Date}\n";
        write("a.camel.yaml", beans + route("a", "say", "one"));
        write("kamelets/say.kamelet.yaml", KAMELET);
        assertThat(start("a.camel.yaml")).isEmpty();
        assertThat(camel.getRegistry().lookupByName("mine")).isInstanceOf(Date.class);

        Folder now = Folder.read(folder);
        assertThat(new RouteFiles(camel, check(now), route -> false).replacing(routes.all()).check(folder.resolve("a.camel.yaml"),
                now.text("a.camel.yaml").replace("java.util.Date", "java.util.Random"))).isEmpty();
        assertThat(camel.getRegistry().lookupByName("mine")).isInstanceOf(Date.class);
    }

    private void replace(Folder with) throws Exception {
        routes.stop(Set.of("a.camel.yaml"));
        routes.replaceKamelet(with, "kamelets/say.kamelet.yaml");
        assertThat(routes.start(with, "a.camel.yaml", check(with))).isEmpty();
    }

    private List<Problem> start(String... names) throws IOException {
        Folder now = Folder.read(folder);
        RouteFileCheck check = check(now);
        return Stream.of(names).flatMap(name -> routes.start(now, name, check).stream()).toList();
    }

    private RouteFileCheck check(Folder now) throws IOException {
        return new RouteFileCheck(new RouteContext(new KameletFiles(config(folder)).read(now), new Definitions(List.of(), List.of()),
                new CamelEndpoints(camel), new CamelSettings(camel), new SimpleSyntax(camel)));
    }

    private String said(String route) {
        MockEndpoint mock = camel.getEndpoint("mock:" + route, MockEndpoint.class);
        mock.reset();
        camel.createProducerTemplate().sendBody("direct:" + route, "");
        return mock.getExchanges().get(0).getMessage().getBody(String.class);
    }

    private static String route(String id, String kamelet, String what) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n        - to: 'kamelet:" + kamelet + "?what=" + what
                + "'\n        - to: mock:" + id + "\n";
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private static BridgeConfig config(Path folder) {
        return TestStore.config("bridge.routes", folder.toString());
    }
}
