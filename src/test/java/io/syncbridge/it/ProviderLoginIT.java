package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.syncbridge.store.Audit;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and service accounts whom an OpenID Connect provider knows. */
@QuarkusTest
@TestProfile(BridgeWithProvider.class)
class ProviderLoginIT {

    @Inject
    Audit audit;

    @TestHTTPResource("/console")
    URI console;

    @BeforeEach
    void nobody() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
    }

    @Test
    void aPersonLogsInAtTheProviderAndIsKnownByNameAfterwards() {
        var cookies = new CookieFilter();
        Response sent = given().filter(cookies).redirects().follow(false).header("Accept", "text/html").get(console);
        assertThat(sent.statusCode()).isEqualTo(302);
        Response answered = given().redirects().follow(false).urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body("username=olga&claims=%7B%22groups%22%3A%5B%22sync-operators%22%5D%7D").post(sent.header("Location"));
        assertThat(answered.statusCode()).isEqualTo(302);
        Response back = given().filter(cookies).redirects().follow(false).urlEncodingEnabled(false).get(answered.header("Location"));
        while (back.statusCode() == 302) {
            back = given().filter(cookies).redirects().follow(false).urlEncodingEnabled(false).get(back.header("Location"));
        }
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.asString()).contains("olga");

        given().filter(cookies).redirects().follow(false).post("/console/syncs/newest/pause").then().statusCode(303);
        given().filter(cookies).redirects().follow(false).post("/console/syncs/newest/resume").then().statusCode(303);
        assertThat(audit.list(null, 2).items()).extracting(Audit.Entry::person).containsOnly("olga");
        given().filter(cookies).post("/api/brakes/1/release").then().statusCode(403);
    }

    @Test
    void aServiceAccountSendsItsToken() {
        String token = LoginProvider.token("nightly", "syncbridge", List.of("viewer"));
        given().auth().oauth2(token).get("/api/syncs").then().statusCode(200);
        given().auth().oauth2(token).post("/api/syncs/newest/pause").then().statusCode(403);
    }

    @Test
    void aTokenForSomebodyElseOrWithoutARoleOrForgedOpensNothing() {
        given().auth().oauth2(LoginProvider.token("nightly", "another-application", List.of("admin")))
                .get("/api/syncs").then().statusCode(401);
        given().auth().oauth2(LoginProvider.token("nightly", "syncbridge", List.of("cooks"))).get("/api/syncs").then().statusCode(403);
        String token = LoginProvider.token("nightly", "syncbridge", List.of("viewer"));
        given().auth().oauth2(token.substring(0, token.lastIndexOf('.')) + ".AAAA").get("/api/syncs").then().statusCode(401);
    }

    @Test
    void passwordsWorkBesideIt() {
        TestPeople.login(TestPeople.VIEWER);
        given().get("/api/syncs").then().statusCode(200);
    }

    @Test
    void aProgramThatIsNotLoggedInIsToldSoAndNotSentToAPage() {
        given().redirects().follow(false).get("/api/syncs").then().statusCode(401);
    }
}
