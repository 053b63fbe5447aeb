package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials are told to nobody, least of all when logins fail. */
@QuarkusTest
@TestProfile(BridgeToAccounts.class)
class CredentialsIT {

    /** The machine's own beans, which tell of the settings that the tests were started with. */
    private static final Set<String> OF_JAVA = Set.of("java.lang", "java.nio", "java.util.logging", "JMImplementation", "com.sun.management",
            "jdk.management.jfr");

    @BeforeEach
    void faults() {
        TestPeople.login(TestPeople.ADMIN);
        await().untilAsserted(() -> {
            List.of(Secrets.REFUSED, Secrets.EXPIRED, "contacts").forEach(sync -> RestAssured.post("/api/syncs/" + sync + "/poll"));
            assertThat(RestAssured.get("/q/health/well").asString()).as("why systems are left alone").contains("AADSTS7000215");
        });
        given().auth().preemptive().basic(Secrets.PERSON, Secrets.PASSWORD).get("/api/syncs").then().statusCode(200);
        given().auth().preemptive().basic(Secrets.PERSON, "wrong").get("/api/syncs").then().statusCode(401);
        given().auth().none().header("webhook-id", "1").header("webhook-timestamp", "1").header("webhook-signature", "v1,wrong")
                .contentType(ContentType.JSON).body(Map.of()).post("/webhooks/contacts/erp").then().statusCode(401);
        given().auth().none().contentType("text/xml").body("no message")
                .post("/notifications/salesforce/accounts/salesforce?key=" + Secrets.OUTBOUND_KEY).then().statusCode(400);
        await().untilAsserted(() -> assertThat(log()).as("why each login was refused")
                .contains("invalid client credentials", "expired access/refresh token", "AADSTS7000215", "contacts"));
    }

    @Test
    void theyStandInNoLog() throws IOException {
        assertHidden("log", log());
    }

    @Test
    void whatIsNotSetIsToldOnceAndHindersNobody() throws IOException {
        assertThat(log().lines().filter(line -> line.contains("bridge.salesforce.unset"))).singleElement().asString()
                .contains("unset.camel.yaml:9:18: ", "No login `unset` is configured: set bridge.salesforce.unset.client-id");
        assertThat(RestAssured.get("/").asString()).contains("bridge.salesforce.unset.client-id");
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void theyStandInNoAnswerAndOnNoPage() {
        for (String path : paths()) {
            assertHidden(path, RestAssured.get(path).asString());
        }
        List<String> asked = paths();
        assertThat(asked).as("pages, API, health and metrics").contains("/console/log", "/api/syncs/refused", "/q/health/well", "/q/metrics");
    }

    @Test
    void theyStandInNoManagedBean() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        var domains = new ArrayList<String>();
        for (ObjectName bean : server.queryNames(null, null)) {
            if (!OF_JAVA.contains(bean.getDomain())) {
                domains.add(bean.getDomain());
                assertHidden(bean.toString(), bean + attributes(server, bean));
            }
        }
        assertThat(domains).contains("org.apache.camel", "io.syncbridge");
    }

    @Test
    void camelsRoutesShowThemNotEvenWhenAsked() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName camel : server.queryNames(new ObjectName("org.apache.camel:type=context,*"), null)) {
            assertHidden("routes", (String) server.invoke(camel, "dumpRoutesAsXml", null, null));
        }
    }

    private static String attributes(MBeanServer server, ObjectName bean) throws Exception {
        var values = new StringBuilder();
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
            try {
                Object value = server.getAttribute(bean, attribute.getName());
                values.append('\n').append(attribute.getName()).append('=')
                        .append(value instanceof Object[] several ? Arrays.deepToString(several) : value);
            } catch (Exception unreadable) {
                values.append('\n').append(attribute.getName()).append(": ").append(unreadable);
            }
        }
        return values.toString();
    }

    /** Everything that can be asked for without knowing an id. */
    private static List<String> paths() {
        var paths = new ArrayList<>(List.of("/", "/console/log", "/console/reviews", "/console/failures", "/console/brakes",
                "/console/runs", "/console/definitions", "/console/records", "/console/audit", "/q/health", "/q/health/live",
                "/q/health/ready", "/q/health/well", "/q/metrics"));
        Map<String, Map<String, Object>> described = RestAssured.get("/q/openapi?format=json").jsonPath().getMap("paths");
        described.forEach((path, methods) -> {
            if (methods.containsKey("get")) {
                for (String sync : List.of("accounts", Secrets.REFUSED, Secrets.EXPIRED, "contacts")) {
                    paths.add(path.replace("{sync}", sync));
                }
            }
        });
        return paths.stream().distinct().filter(path -> !path.contains("{")).toList();
    }

    private static void assertHidden(String where, String shown) {
        assertThat(Secrets.ALL.stream().filter(shown::contains)).as("shown in " + where).isEmpty();
    }

    private static String log() throws IOException {
        return Files.readString(BridgeToAccounts.LOG);
    }
}
