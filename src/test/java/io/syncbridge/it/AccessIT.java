package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.syncbridge.Patience;
import io.syncbridge.operate.ErrorAnswers;
import io.syncbridge.operate.access.LoginLimit;
import io.syncbridge.operate.view.EachState;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.store.Audit;
import io.syncbridge.store.Pauses;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody outside, or with too small a role, tries. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class AccessIT {

    @Inject
    Audit audit;

    @Inject
    Pauses pauses;

    @TestHTTPResource("/")
    URI home;

    private String reference;

    @BeforeEach
    void nobody() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    @ParameterizedTest
    @CsvSource({"GET,/", "GET,/console", "GET,/console/reviews", "GET,/console/log", "GET,/console/audit", "GET,/console/console.css",
        "GET,/api/syncs", "GET,/api/systems", "GET,/api/log", "GET,/api/log/export", "GET,/api/records?id=1",
        "GET,/api/reviews", "GET,/api/failures", "GET,/api/audit", "GET,/api/brakes", "GET,/console/brakes", "POST,/api/brakes/1/release", "POST,/api/syncs/newest/pause",
        "POST,/api/reviews/1/settle", "POST,/api/failures/1/retry", "POST,/console/syncs/newest/pause", "GET,/q/metrics",
        "GET,/q/openapi", "GET,/webjars/htmx.org/dist/htmx.min.js", "GET,/not/there", "GET,//api/syncs", "GET,/api/../api/syncs",
        "GET,/webhooks/../api/syncs", "GET,/webhooks/%2e%2e/api/syncs", "GET,/api/syncs/", "GET,/api;x=1/syncs"})
    void whoIsNotLoggedInSeesNothing(String method, String path) {
        given().redirects().follow(false).urlEncodingEnabled(false).request(method, path).then().statusCode(
                org.hamcrest.Matchers.oneOf(401, 404)).body(not(containsString("newest")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready"})
    void healthIsOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void webhooksHaveTheirOwnKeysAndNoLoginHelpsWithThem() {
        given().contentType("application/json").body("{}").post("/webhooks/newest/left").then().statusCode(
                org.hamcrest.Matchers.oneOf(401, 403, 404));
        as(TestPeople.ADMIN).contentType("application/json").body("{}").post("/webhooks/newest/left").then().statusCode(
                org.hamcrest.Matchers.oneOf(401, 403, 404));
    }

    @ParameterizedTest
    @CsvSource({"vera,wrong", "nobody,nobody", "vera,''", "'',vera", "otto,OTTO"})
    void aWrongPasswordIsRefused(String name, String password) {
        given().auth().preemptive().basic(name, password).get("/api/syncs").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({"vera,/api/syncs/newest/pause", "vera,/api/syncs/newest/resume", "vera,/api/syncs/newest/poll", "vera,/api/syncs/newest/send",
        "vera,/api/reviews/1/settle", "vera,/api/reviews/settle", "vera,/api/failures/1/retry", "vera,/api/failures/1/edit",
        "vera,/api/failures/1/discard", "vera,/api/failures/retry", "vera,/api/failures/discard",
        "otto,/api/brakes/1/release", "otto,/api/brakes/1/reject", "otto,/console/brakes/1/release",
        "vera,/console/syncs/newest/pause", "vera,/console/reviews/settle", "vera,/console/failures/retry"})
    void whoMayOnlyLookCannotAct(String person, String path) {
        String type = path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
        as(person).contentType(type).body(path.startsWith("/api") ? "{}" : "id=1").post(path).then().statusCode(403);
        assertThat(pauses.isPaused("newest")).isFalse();
    }

    @Test
    void whoOpensAPageIsLedToTheLoginPageAndAProgramIsAskedForAPassword() {
        for (String address : List.of("/console/log", "/console/log?sync=a&record=b", "/console;x=1", "/console/records?id=a,b", "/console/records?id=%22")) {
            page().urlEncodingEnabled(false).get(address).then().statusCode(302).header("Location", containsString("/login"));
        }
        given().redirects().follow(false).get("/api/syncs").then().statusCode(401).header("WWW-Authenticate", containsString("asic"));
        page().header("Sec-Fetch-Mode", "cors").get("/console").then().statusCode(401).header("WWW-Authenticate", nullValue());
        given().get("/login").then().statusCode(200).header("Content-Security-Policy", not(containsString("unsafe")));
        given().get("/login/login.css").then().statusCode(200);
    }

    @Test
    void aLoginLastsUntilTheLogoutAndItsCookieTellsNothing() {
        String cookie = login("otto", "otto").then().statusCode(302).header("Location", containsString("/console")).extract()
                .detailedCookie("syncbridge-login").getValue();
        assertThat(login("otto", "otto").getDetailedCookie("syncbridge-login").isHttpOnly()).isTrue();
        assertThat(cookie).doesNotContain("otto");
        page().cookie("syncbridge-login", cookie).get("/console").then().statusCode(200).body(containsString("Log out"));
        page().cookie("syncbridge-login", cookie).get("/console/audit").then().statusCode(403);
        page().cookie("syncbridge-login", cookie).header("Sec-Fetch-Site", "cross-site").post("/console/syncs/newest/pause").then().statusCode(403);
        page().cookie("syncbridge-login", "A" + cookie.substring(1)).get("/console").then().statusCode(302);

        assertThat(page().cookie("syncbridge-login", cookie).post("/logout").then().statusCode(303).extract().cookie("syncbridge-login")).isEmpty();
        as("otto").get("/console").then().statusCode(200).body(not(containsString("Log out")));
    }

    @ParameterizedTest
    @CsvSource({"vera,wrong", "nobody,nobody", "vera,''", "'',vera"})
    void aWrongLoginSaysSoAndGivesNoCookie(String name, String password) {
        var answer = login(name, password).then().statusCode(302).header("Location", containsString("/login?wrong=true")).extract();
        assertThat(answer.cookies()).doesNotContainKey("syncbridge-login");
    }

    @Test
    void anotherSitesPageCannotLogAPersonIn() {
        page().header("Sec-Fetch-Site", "cross-site").formParams("name", "otto", "password", "otto").post("/login/check").then().statusCode(403);
    }

    @Test
    void theAuditLogIsForAdminsAndNamesWhoDidWhat() {
        as(TestPeople.VIEWER).get("/api/audit").then().statusCode(403);
        as(TestPeople.OPERATOR).get("/api/audit").then().statusCode(403);
        as(TestPeople.OPERATOR).post("/api/syncs/three/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        as(TestPeople.OPERATOR).post("/api/syncs/three/resume").then().statusCode(200).body("state", equalTo("RUNNING"));
        as(TestPeople.ADMIN).get("/api/audit?size=2").then().statusCode(200).body("items[0].person", equalTo("otto"))
                .body("items[0].action", equalTo("resume")).body("items[1].action", equalTo("pause"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"cross-site,-", "same-site,-", "-,https://evil.example", "-,null",
        "-,http://localhost.evil.example", "cross-site,https://evil.example"})
    void anotherSitesPageCannotActInAPersonsName(String site, String origin) {
        for (String path : new String[] {"/api/syncs/newest/pause", "/console/syncs/newest/pause"}) {
            RequestSpecification request = as(TestPeople.ADMIN).redirects().follow(false);
            if (site != null) {
                request.header("Sec-Fetch-Site", site);
            }
            if (origin != null) {
                request.header("Origin", origin);
            }
            request.post(path).then().statusCode(403);
        }
        assertThat(pauses.isPaused("newest")).isFalse();
    }

    @Test
    void theConsolesOwnPagesMayAct() {
        as(TestPeople.ADMIN).redirects().follow(false).header("Sec-Fetch-Site", "same-origin")
                .post("/console/syncs/truth/pause").then().statusCode(303);
        as(TestPeople.ADMIN).redirects().follow(false).header("Origin", "http://" + home.getAuthority())
                .post("/console/syncs/truth/resume").then().statusCode(303);
    }

    @ParameterizedTest
    @CsvSource({"/api/reviews/1/settle,application/problem+json", "/console/failures/1/edit,text/html"})
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead(String path, String type) throws IOException {
        try (var socket = new Socket(home.getHost(), home.getPort())) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: " + home.getAuthority()
                    + "\r\nAuthorization: Basic b3R0bzpvdHRv\r\nContent-Type: application/json\r\nContent-Length: 11000000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains(type).contains("Send less, in several requests.");
        }
    }

    @Test
    void loginsWaitAfterSeveralWithAWrongPasswordHoweverTheyAreSent() {
        for (int i = 0; i < 5; i++) {
            given().auth().preemptive().basic("mallory", "guess" + i).get("/api/syncs").then().statusCode(401);
        }
        List<String> said = new Overheard(LoginLimit.class).during(() -> {
            for (int i = 0; i < 3; i++) {
                login("mallory", "mallory" + i).then().statusCode(org.hamcrest.Matchers.oneOf(302, 429));
            }
            told(given().auth().preemptive().basic("mallory", "mallory").get("/api/syncs").then().statusCode(429)
                    .header("Retry-After", matchesPattern("\\d+")).contentType("application/problem+json").body("detail", containsString("and try again")));
            login("mallory", "mallory").then().statusCode(429).header("Retry-After", matchesPattern("\\d+")).contentType("text/html")
                    .body(containsString("Too many logins failed. Wait "));
            given().auth().preemptive().basic("mallory", "mallory").accept("text/html").get("/console").then().statusCode(429).contentType("text/html");
        });
        assertThat(said).as("it was said before, and once is enough").isEmpty();
        as(TestPeople.VIEWER).get("/api/syncs").then().statusCode(200);
        login("otto", "otto").then().statusCode(302).header("Location", containsString("/console"));
    }

    @Test
    void theKeyOfSessionsIsMadeOfThePeopleToo() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.http.auth.session.encryption-key", String.class)).hasSize(64).doesNotContain(BridgeOnH2.KEY);
    }

    /** What fails in the bridge itself is told with a reference that the log has, and without its own words for it. */
    @Test
    void whatFailsInTheBridgeIsToldWithAReferenceThatTheLogHas() {
        for (Exception failure : List.of(new IllegalStateException("Cannot invoke \"java.lang.String.length()\""), new IllegalStateException(new SQLException("gone")))) {
            int status = failure.getCause() == null ? 500 : 503;
            String cure = failure.getCause() == null ? "try again, and if it fails again" : "Look whether the database at bridge.store.url is running";
            QuarkusMock.installMockForType(EachState.failing(failure), SyncsView.class);
            for (String path : List.of("/api/syncs", "/console")) {
                List<String> said = new Overheard(ErrorAnswers.class).during(() -> {
                    ValidatableResponse answer = as(TestPeople.VIEWER).accept("text/html,*/*").get(path).then().statusCode(status)
                            .contentType(path.startsWith("/api") ? "application/problem+json" : "text/html").body(containsString(cure));
                    told(answer.body(not(containsString("java."))).body(not(containsString("gone"))));
                    reference = answer.extract().asString().replaceAll("(?s).*?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}).*", "$1");
                });
                assertThat(said).singleElement().asString().contains(reference).hasSizeGreaterThan(reference.length());
                assertThat(reference).hasSize(36);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/log?size=0", "/api/log?size=1001", "/api/log?size=x", "/api/log?status=none",
        "/api/log?operation=DROP", "/api/log?from=yesterday", "/api/log?before=x", "/api/reviews?state=any",
        "/api/reviews/0x1", "/api/failures?state=1", "/api/failures?size=100000000000"})
    void nonsenseIsToldAsAProblemWithoutInternals(String path) {
        told(as(TestPeople.VIEWER).get(path).then().statusCode(org.hamcrest.Matchers.oneOf(400, 404)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1", "'; DROP TABLE sync_log; --", "%00", "../../etc/passwd", "${7*7}", "{7*7}",
        "<script>alert(1)</script>", "\u0000", "\"", "\\"})
    void injectedTextIsNothingButText(String evil) {
        as(TestPeople.VIEWER).queryParam("record", evil).get("/api/log").then().statusCode(org.hamcrest.Matchers.oneOf(200, 400));
        as(TestPeople.VIEWER).queryParam("sync", evil).get("/api/reviews").then().statusCode(org.hamcrest.Matchers.oneOf(200, 400));
        as(TestPeople.VIEWER).queryParam("id", evil).get("/api/records").then().statusCode(org.hamcrest.Matchers.oneOf(200, 400));
        String page = as(TestPeople.VIEWER).queryParam("record", evil).queryParam("sync", evil).get("/console/log").then()
                .extract().asString();
        assertThat(page).doesNotContain("<script>alert").doesNotContain("49");
        page = as(TestPeople.VIEWER).queryParam("id", evil).get("/console/records").then().extract().asString();
        assertThat(page).doesNotContain("<script>alert");
        as(TestPeople.VIEWER).get("/api/log").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"value\": {\"a\": 1}}", "{}"})
    void aBodyThatMakesNoSenseIsRefused(String body) {
        told(as(TestPeople.OPERATOR).contentType("application/json").body(body).post("/api/reviews/999999/settle").then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 404)));
    }

    @Test
    void aNoticeCannotBeWrittenByALink() {
        as(TestPeople.VIEWER).queryParam("done", "Your password has expired").get("/console").then().statusCode(200)
                .body(not(containsString("expired")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/api/syncs", "/console/console.css", "/q/health"})
    void everyAnswerForbidsForeignContentAndFraming(String path) {
        as(TestPeople.VIEWER).get(path).then().header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff")).header("X-Frame-Options", equalTo("DENY"))
                .header("Referrer-Policy", equalTo("same-origin")).header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void theDemoSystemsAreNotThere() {
        as(TestPeople.ADMIN).get("/demo").then().statusCode(404);
        given().get("/demo").then().statusCode(401);
    }

    /** What is said of a request that cannot be done: never the framework's words, always what to do. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET | /console/nothing | | | 404 | Begin at the overview",
        "GET | /api/nothing | | | 404 | lists the addresses",
        "GET | /api/audit?size=many | | | 400 | counts are whole numbers",
        "GET | /api/reviews/first | | | 400 | counts are whole numbers",
        "DELETE | /api/syncs | | | 405 | this address",
        "PUT | /console/reviews | | | 405 | this address",
        "POST | /console/failures/1/edit | text/plain | x | 415 | of another kind",
        "GET | /console/log?size=many | | | 400 | counts are whole numbers",
        "GET | /console/log?from=soon | | | 400 | write 2025-03-01",
        "GET | /console/runs/first | | | 400 | counts are whole numbers",
        "GET | /console/history/nobody | | | 404 | No sync is called",
        "GET | /console/history/newest?span=year | | | 400 | allowed are",
        "GET | /nothing | | | 404 | There is nothing at",
        "POST | /api/reviews/999999/settle | application/json | {\"value\": 1e999999999} | 404 | There is no review",
        "POST | /api/reviews/1/settle | text/plain | x | 415 | Send JSON",
        "POST | /api/reviews/1/settle | application/json | {x | 400 | The body is no JSON",
        "POST | /api/reviews/1/settle | application/json | [1] | 400 | Correct it",
        "POST | /api/runs | application/json | {\"kind\": {\"a\": 1}} | 400 | Correct it"})
    void whatCannotBeDoneIsSaidWithWhatToDo(String method, String path, String type, String body, int status, String cure) {
        RequestSpecification request = as(TestPeople.ADMIN);
        if (body != null) {
            request.contentType(type).body(body);
        }
        ValidatableResponse answer = request.accept(path.startsWith("/api") ? "application/json" : "text/html").request(method, path).then();
        answer.contentType(path.startsWith("/api") ? "application/problem+json" : "text/html");
        told(answer.statusCode(status).body(containsString(cure)));
        answer.body(not(containsString("matching target"))).body(not(containsString("HTTP 4"))).body(not(containsString("java.")));
    }

    @ParameterizedTest
    @CsvSource({"/api/syncs,text/csv", "/api/syncs,text/html", "/api/log/export,image/png", "/console,application/json", "/console/log,image/png"})
    void whatIsWantedInAnotherFormIsToldWhichOneThereIs(String path, String wanted) {
        ValidatableResponse answer = as(TestPeople.ADMIN).accept(wanted).get(path).then().statusCode(406)
                .contentType(path.startsWith("/api") ? "application/problem+json" : "text/html").body(containsString("Leave out the header Accept"));
        told(answer.body(not(containsString("HTTP 4"))));
    }

    private static RequestSpecification page() {
        return given().redirects().follow(false).accept("text/html");
    }

    private static Response login(String name, String password) {
        return page().formParams("name", name, "password", password).post("/login/check");
    }

    private static RequestSpecification as(String person) {
        return given().auth().preemptive().basic(person, person);
    }

    /** Collects what a class logs. */
    private static final class Overheard extends Handler {

        private final Logger logger;
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Overheard(Class<?> type) {
            this.logger = Logger.getLogger(type.getName());
        }

        private List<String> during(Runnable deed) {
            logger.addHandler(this);
            try {
                deed.run();
            } finally {
                logger.removeHandler(this);
            }
            return said;
        }

        @Override
        public void publish(LogRecord logged) {
            said.add(new SimpleFormatter().formatMessage(logged) + " " + Arrays.toString(logged.getParameters()));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    private static void told(ValidatableResponse answer) {
        answer.body(not(containsString("Exception"))).body(not(containsString("\tat ")))
                .body(not(containsString("io.syncbridge")));
    }

}
