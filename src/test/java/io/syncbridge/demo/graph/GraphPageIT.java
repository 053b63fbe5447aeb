package io.syncbridge.demo.graph;

import static io.restassured.RestAssured.given;
import static io.syncbridge.demo.graph.GraphClient.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.it.Browser;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge itself serves the simulation in the profile {@code demo}, with a page to edit by hand. */
@QuarkusTest
@TestProfile(GraphPageIT.Demo.class)
class GraphPageIT {

    public static class Demo implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "demo";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            var overrides = new HashMap<String, String>();
            overrides.put("bridge.routes", "target");
            overrides.put("bridge.store.url",
                    "jdbc:h2:mem:page;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
            overrides.put("bridge.databases.crm.url", "jdbc:h2:mem:crm;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
            overrides.put("demo.erp-database", "jdbc:h2:mem:erp;DB_CLOSE_DELAY=-1");
            overrides.put("demo.graph.database", "jdbc:h2:mem:sharepoint;DB_CLOSE_DELAY=-1");
            overrides.put("quarkus.http.test-port", "0");
            overrides.put("quarkus.transaction-manager.object-store.directory", "target/transactions");
            return overrides;
        }
    }

    @TestHTTPResource("/demo/graph")
    URI url;

    private GraphClient graph;

    @BeforeEach
    void login() throws Exception {
        graph = new GraphClient(url.toString()).login();
    }

    @Test
    void theDemoPagesAreForEverybodyAndLoadNothingFromElsewhere() {
        try (Browser browser = Browser.open()) {
            for (String address : List.of("/demo", "/demo/graph", "/demo/salesforce")) {
                browser.page().navigate(url.resolve(address).toString());
                browser.page().locator("summary").first().click();
                browser.picture("page" + address.replace('/', '-'));
            }
            assertThat(browser.complaints()).as("what the browser complains about, such as the content security policy").isEmpty();
        }
    }

    @Test
    void whatIsEditedByHandIsAChangeLikeAnyOther() throws Exception {
        String link = graph.get(ITEMS + "/delta?token=latest").json().path("@odata.deltaLink").asText();
        post("/demo/graph?list=Companies", Map.of("id", "2", "Title", "Contour & Co", "Industry", "Finance", "Revenue", "7.5"));
        var item = graph.get(link.replace("delta?", "delta?$expand=fields&")).json().path("value").path(0);
        assertThat(item.path("fields").path("Title").asText()).isEqualTo("Contour & Co");
        assertThat(item.path("fields").has("AccountNumber")).isFalse();
        assertThat(item.path("lastModifiedBy").path("user").path("displayName").asText()).isEqualTo("Ada Ferris");
        assertThat(item.path("lastModifiedBy").has("application")).isFalse();
        given().get("/demo/graph").then().statusCode(200).body(containsString("Contour &amp; Co"));

        post("/demo/graph?list=Companies", Map.of("id", "", "Title", "By hand"));
        given().get("/demo/graph").then().body(containsString("By hand"));
    }

    @Test
    void aDeletedItemComesBackOutOfTheRecycleBin() throws Exception {
        String etag = graph.get(ITEMS + "/4").json().path("eTag").asText();
        post("/demo/graph?list=Companies", Map.of("id", "4", "delete", ""));
        assertThat(graph.get(ITEMS + "/4").status()).isEqualTo(404);
        String link = graph.get(ITEMS + "/delta?token=latest").json().path("@odata.deltaLink").asText();

        post("/demo/graph?list=Companies", Map.of("id", "4", "restore", ""));

        var told = graph.get(link).json().path("value");
        assertThat(told).hasSize(1);
        assertThat(told.path(0).path("id").asText()).isEqualTo("4");
        assertThat(told.path(0).has("deleted")).isFalse();
        assertThat(told.path(0).path("eTag").asText()).isEqualTo(etag);
    }

    @Test
    void mistakesAreShownAndChangeNothing() {
        given().formParams(Map.of("id", "3", "Title", "Wrong", "Industry", "Fishing")).post("/demo/graph?list=Companies")
                .then().body(containsString("is not one of the choices")).body(not(containsString("value=\"Wrong\"")));
    }

    @Test
    void faultsAreSwitchedOnThePage() throws Exception {
        post("/demo/graph/switch?list=Companies", Map.of("fault", "error", "json", "{\"match\": \"/items/5\"}"));
        given().get("/demo/graph").then().body(containsString("error (on)"));
        assertThat(graph.get(ITEMS + "/5").status()).isEqualTo(500);
        post("/demo/graph/switch?list=Companies", Map.of("fault", "error", "json", ""));
        assertThat(graph.get(ITEMS + "/5").status()).isEqualTo(200);
    }

    private static void post(String path, Map<String, String> form) {
        given().redirects().follow(false).formParams(form).post(path).then().statusCode(303).header("Location", not(containsString("mistake")));
    }
}
