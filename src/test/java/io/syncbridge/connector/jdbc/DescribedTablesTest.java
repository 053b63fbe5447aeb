package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.ClockMemory;
import io.syncbridge.component.RoutedSystems;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SystemCallFailures;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.DescriptionCheck;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that describe themselves through their routes, before the bridge reads or writes them. */
class DescribedTablesTest {

    private static final TestDatabase DATABASE = new TestDatabase("jdbc:h2:mem:described;DB_CLOSE_DELAY=-1", Optional.of("sa"), Optional.of(""));
    private static final Definitions DEFINITIONS = new DefinitionReader(new TransformTypes(List.of(new TextType())), text -> null)
            .read("people.sync.yaml", """
                    sync: people
                    systems: {crm: {id: ID}, erp: {id: ID}, hr: {id: ID}}
                    match: [name]
                    fields:
                      name: {crm: NAME, erp: NAME, hr: Nome}
                      fax: {crm: FAX, erp: PHOTO}
                    """);

    private final TestClock clock = new TestClock();
    private final Databases databases = new Databases(Map.of("crm", DATABASE), null, null);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SyncComponent component = new SyncComponent(DEFINITIONS, null);
    private final Systems systems = new RoutedSystems(component, new SystemGuards(DEFINITIONS, unlimited(), null, new ClockMemory() {
        @Override
        public Duration recall(String system) {
            return Duration.ZERO;
        }

        @Override
        public void remember(String system, Duration ahead) {
            // nobody asks
        }
    }, clock), clock);

    @BeforeEach
    void start() throws Exception {
        DATABASE.run("DROP TABLE IF EXISTS people", "CREATE TABLE people (ID INTEGER PRIMARY KEY, NAME VARCHAR(40), FAX VARCHAR, PHOTO VARBINARY,"
                + " BORN DATE NOT NULL)");
        camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, DEFINITIONS, null));
        camel.addRoutesConfigurations(new SystemCallFailures());
        camel.addComponent("sync", component);
        var kamelets = new KameletComponent();
        kamelets.setLocation("file:routes/kamelets");
        camel.addComponent("kamelet", kamelets);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sync:people/crm").to("kamelet:jdbc-table?database=crm&table=people");
                from("sync:people/hr").process(exchange -> { }).to("kamelet:jdbc-table?database=crm&table=people");
            }
        });
        camel.start();
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("people.camel.yaml", """
                - route:
                    from:
                      uri: sync:people/erp
                      steps:
                        - to:
                            uri: kamelet:jdbc-table
                            parameters: {database: crm, table: people}
                """));
    }

    @AfterEach
    void stop() {
        camel.stop();
        databases.close();
    }

    @Test
    void aTableIsDescribedUnlessItsRouteDoesMore() {
        var description = systems.describe("people", "crm").orElseThrow();

        assertThat(description.refused()).isEmpty();
        assertThat(description.fields()).extracting(field -> field.name() + " " + field.holds() + " " + field.length() + " " + field.needed())
                .containsExactly("ID NUMBER null true", "NAME TEXT 40 false", "FAX TEXT null false", "PHOTO ANYTHING null false", "BORN DATE null true");
        assertThat(systems.describe("people", "hr")).as("its route may rename fields").isEmpty();
    }

    @Test
    void whatCannotServeIsSaidAtStartWithItsPlaceAndTheOthersRun() {
        systems.examine();

        assertThat(systems.unserved()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).startsWith("people.sync.yaml:6:");
            assertThat(problem.toString()).contains("`fax`", "`people`", "`PHOTO`", "`erp`", "BINARY VARYING", "no record can hold");
        });
        assertThatThrownBy(() -> systems.read("people", "erp", List.of("1"))).isInstanceOfSatisfying(SystemCallException.class,
                e -> assertThat(e.isPassing()).isTrue()).hasMessageContaining("people.sync.yaml:6:");
        assertThat(systems.write("people", "erp", Operation.UPDATE, List.of(new Write(Operation.UPDATE, "s", "1", null, Map.of("NAME", "x"), Set.of()))))
                .singleElement().isInstanceOfSatisfying(WriteResult.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Refusal.PASSING));
        assertThat(systems.read("people", "crm", List.of("1"))).isEmpty();
        assertThat(systems.read("people", "hr", List.of("1"))).isEmpty();
    }

    @Test
    void whatIsPutRightIsFoundOutAfterAWhile() throws Exception {
        DATABASE.run("ALTER TABLE people DROP COLUMN FAX");
        systems.examine();
        assertThat(systems.unserved()).anySatisfy(problem -> assertThat(problem.toString()).contains("`FAX`", "which is not there"));

        DATABASE.run("ALTER TABLE people ADD COLUMN FAX VARCHAR");
        clock.now = clock.now.plusSeconds(60);
        assertThat(systems.read("people", "crm", List.of("1"))).isEmpty();
        assertThat(systems.unserved()).as("the erp's is left").hasSize(1);
    }

    @Test
    void whatNothingFillsIsAProblemThatStopsNothing() {
        var problems = DescriptionCheck.problems(DEFINITIONS.find("people").orElseThrow(), "crm", systems.describe("people", "crm").orElseThrow());

        assertThat(problems).extracting(problem -> problem.code()).containsExactly("unfilled-column", "unfilled-column");
        assertThat(problems.get(1).message()).contains("`BORN`");
        assertThat(problems).noneMatch(DescriptionCheck::isStopping);
    }

    private static BridgeConfig unlimited() {
        return (BridgeConfig) Proxy.newProxyInstance(BridgeConfig.class.getClassLoader(), new Class<?>[] {BridgeConfig.class},
                (proxy, method, arguments) -> Map.of());
    }

    private static final class TestClock extends Clock {

        private Instant now = InstantSource.system().instant();

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
