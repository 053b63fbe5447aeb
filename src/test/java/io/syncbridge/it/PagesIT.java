package io.syncbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.definition.Definitions;
import io.syncbridge.operate.view.EachState;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.Overview;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Reviews;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each page of the console that there is, wide and narrow, in light and dark: it is accessible, fits, and works with the keyboard. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class PagesIT extends FilledSystems {

    private static final java.nio.file.Path TEMPLATES = java.nio.file.Path.of("src/main/resources/templates/console");

    @Inject
    SyncsView view;

    @Inject
    Definitions definitions;

    @Inject
    Reviews reviews;

    @Inject
    Brakes brakes;

    @TestHTTPResource("/")
    URI home;

    private Browser browser;
    private Page page;

    @BeforeEach
    void open() {
        browser = Browser.open(home, TestPeople.ADMIN);
        page = browser.page();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
            assertThat(browser.complaints()).as("what the browser complains about, such as the content security policy").isEmpty();
        }
    }

    /** @param template the file in {@code templates/console}; blank for another folder's */
    private record Look(String route, String template, String address) {
    }

    /** The demo's pages are looked at where they are served, in the profile {@code demo}; what a form shows before it does something in {@link ConsoleIT}. */
    @Test
    void everyPageIsAccessibleAndFitsAndSaysWhatItIs() throws IOException {
        left.put(person("pia", "Pia Holm"), 10);
        left.put(person("tom", "Tom One"), 10);
        left.put(person("tom", "Tom Two"), 10);
        right.put(other("tom", "Tom One"), 10);
        right.refuse("email: is not accepted by the mail server of this department, which knows nobody of that name");
        long backfill = ask("backfill", Map.of());
        done(backfill);
        long review = await().until(() -> reviews.list(SYNC, Reviews.State.OPEN, null, 1).items(), open -> !open.isEmpty()).get(0).id();
        long failure = await().until(() -> deliveries.list(SYNC, Deliveries.State.FAILED, null, 1).items(), failed -> !failed.isEmpty()).get(0).id();
        String syncId = deliveries.find(failure).orElseThrow().syncId();
        brakes.stop(SYNC, Brakes.Kind.DELETES, "delete", "120 of 400 records of left would be deleted.", Instant.now());

        List<Look> looks = List.of(new Look("/console", "overview", "/console"), new Look("/login", "", "/login"),
                new Look("/console/reviews", "reviews", "/console/reviews"), new Look("/console/reviews/{id}", "review", "/console/reviews/" + review),
                new Look("/console/failures", "failures", "/console/failures"), new Look("/console/failures/{id:\\d+}", "failure", "/console/failures/" + failure),
                new Look("/console/brakes", "brakes", "/console/brakes"), new Look("/console/log", "log", "/console/log?size=20"),
                new Look("/console/audit", "audit", "/console/audit"), new Look("/console/runs", "runs", "/console/runs"),
                new Look("/console/runs/{id}", "run", "/console/runs/" + backfill), new Look("/console/definitions", "definitions", "/console/definitions"), new Look("/console/reload", "reload", "/console/reload"),
                new Look("/console/records", "records", "/console/records?id=nothing-has-this"), new Look("/console/records/{syncId}", "record", "/console/records/" + syncId),
                new Look("/console/history/{sync}", "history", "/console/history/filled?span=month"),
                new Look("/console/systems/{system}", "system", "/console/systems/left"));
        assertThat(looks).as("pages that are looked at here, and pages that there are").extracting(Look::route).containsExactlyInAnyOrderElementsOf(routes());
        assertThat(looks).extracting(Look::template).containsAll(templates());
        looks.forEach(this::look);
        brakes.decide(brakes.open(SYNC).orElseThrow().id(), Brakes.State.REJECTED, TestPeople.ADMIN, Instant.now());
        assertThat(browser.complaints()).isEmpty();
        look(new Look("", "error", "/console/nothing"));
        browser.complaints().clear();
    }

    private void look(Look look) {
        go(look.address());
        browser.picture("page-" + look.address().replaceAll("^/|\\?.*", "").replaceAll("/[^/]*\\d[^/]*$", "-one").replace('/', '-'));
        assertThat(page.locator("h1").count()).as(look.address()).isEqualTo(1);
        assertThat(page.locator("main").count()).as(look.address()).isEqualTo(1);
        assertThat(page.locator("input:not([type=hidden]):not([aria-label])").all()).allSatisfy(input ->
                assertThat((boolean) input.evaluate("i => i.labels.length > 0")).as(look.address() + " labels its fields").isTrue());
        assertThat(page.locator("th:not([scope])").count()).as(look.address()).isZero();
        if (!look.template().isEmpty()) {
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus").textContent()).isEqualTo("Skip to the content");
        }
    }

    /** Returns what browsers can open: each address that answers a GET with HTML, but for the demo's and the first one, which leads to the overview. */
    private static List<String> routes() {
        return Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream().map(bean -> bean.getBeanClass()).distinct()
                .filter(type -> type.getPackageName().startsWith("io.syncbridge.operate") && type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(GET.class) && isHtml(of(method, type, Produces.class)))
                        .map(method -> "%s/%s".formatted(type.getAnnotation(Path.class).value(),
                                method.isAnnotationPresent(Path.class) ? method.getAnnotation(Path.class).value() : "")))
                .map(path -> path.replaceAll("/+", "/").replaceAll("(.)/$", "$1")).filter(path -> !path.equals("/")).toList();
    }

    private static <A extends Annotation> A of(Method method, Class<?> type, Class<A> annotation) {
        return method.isAnnotationPresent(annotation) ? method.getAnnotation(annotation) : type.getAnnotation(annotation);
    }

    private static boolean isHtml(Produces produces) {
        return produces != null && List.of(produces.value()).contains(MediaType.TEXT_HTML);
    }

    private static List<String> templates() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(TEMPLATES)) {
            var names = new ArrayList<String>();
            for (java.nio.file.Path file : files.toList()) {
                if (Files.readString(file).contains("console/layout")) {
                    names.add(file.getFileName().toString().replace(".html", ""));
                }
            }
            names.removeAll(List.of("error", "preview"));
            return names;
        }
    }

    @Test
    void eachStateIsToldOnTheOverviewAndBesideTheDefinition() {
        EachState each = EachState.of(view.overview(), definitions, Instant.now());
        Overview shown = each.overview();
        assertThat(shown.syncs()).extracting(SyncState::state).contains(State.values());
        QuarkusMock.installMockForType(each, SyncsView.class);

        go("/console");
        for (SyncState sync : shown.syncs()) {
            Locator card = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(sync.sync()).setExact(true));
            assertThat(card.locator(".state")).hasText(sync.state().word());
            sync.conditions().forEach(condition -> assertThat(card).containsText(condition.why()));
            assertThat(card).containsText(sync.compared() == null ? "never compared" : sync.compared().differing() == 0 ? "all agreed" : "1,204 differed");
        }
        assertThat(page.locator(".verdict")).containsText("1 file needs correcting");
        browser.picture("overview-states");
        go("/console/definitions");
        for (SyncState sync : shown.syncs()) {
            Locator definition = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(Pattern.compile("^" + sync.sync() + "\\b"))).first();
            assertThat(definition.locator("h2")).containsText(sync.state().word());
            sync.conditions().forEach(condition -> assertThat(definition).containsText(condition.why()));
        }
        browser.picture("definitions-states");
    }

    @Test
    void aPlanIsBegunAppliedAndTakenBackOnItsPages() {
        left.put(person("pia", "Pia Old"), 10);
        String newer = right.put(other("pia", "Pia New"), 20);
        left.put(person("quin", "Quin"), 10);
        begin("plan");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Pia Old → Pia New");
        browser.picture("run-plan");
        page.getByRole(AriaRole.BUTTON, button("Apply this plan")).click();
        isDone("apply");
        assertThat(names(left)).isEqualTo(names(right)).containsValue("Pia New");
        browser.picture("run-apply");
        page.getByRole(AriaRole.BUTTON, button("Plan the undo")).click();
        isDone("undo");
        browser.picture("run-undo-plan");
        page.getByRole(AriaRole.BUTTON, button("Put it back")).click();
        isDone("undo");
        assertThat(names(left)).containsValue("Pia Old");
        assertThat(right.all()).containsOnlyKeys(newer);
        browser.picture("run-undo");
    }

    @Test
    void aComparisonIsBegunAndRepairedOnItsPages() {
        left.put(person("pia", "Pia"), 10);
        left.put(person("quin", "Quin"), 10);
        begin("backfill");
        browser.picture("run-backfill");
        right.edit(right.all().keySet().iterator().next(), Map.of("name", "Nobody reported this"), 20);
        begin("compare");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Nobody reported this");
        browser.picture("run-compare");
        page.getByRole(AriaRole.BUTTON, button("Repair")).click();
        isDone("repair");
        assertThat(names(left)).isEqualTo(names(right));
        browser.picture("run-repair");
        go("/console/log?run=" + page.url().replaceAll(".*/|\\?.*", ""));
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("name");
    }

    private void begin(String kind) {
        go("/console/runs?sync=" + SYNC);
        Locator form = page.locator("form[method=post][action='/console/runs']");
        form.getByLabel("What").selectOption(kind);
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Begin")).click();
        isDone(kind);
    }

    /** The page goes on by itself until the run is over. */
    private void isDone(String kind) {
        assertThat(page.locator("h1")).containsText(kind);
        assertThat(page.locator("main .tag.done")).isVisible();
        assertThat(page.locator("[hx-trigger]")).hasCount(0);
    }

    @Test
    void whatIsSearchedIsListedByNameAndOpened() {
        for (String name : List.of("Ines Searchwell", "Ivo Searchwell")) {
            left.put(person(name.substring(0, 4).strip(), name), 10);
        }
        done(ask("backfill", Map.of()));
        await().untilAsserted(() -> {
            go("/console");
            page.getByLabel("Find a record").fill("searchw");
            page.getByRole(AriaRole.BUTTON, button("Find")).click();
            assertThat(page.getByRole(AriaRole.MAIN).textContent()).contains("2 records hold");
        });
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("2 records hold searchw.");
        assertThat(page.getByRole(AriaRole.LINK, link("Ines Searchwell"))).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Ivo Searchwell"))).containsText("+14155552671");
        browser.picture("records-found");
        page.getByRole(AriaRole.LINK, link("Ivo Searchwell")).click();
        assertThat(page.locator("h1")).containsText("Ivo Searchwell");
        go("/console/records?id=" + "searchwell in no record");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Nothing is known by searchwell in no record");
        browser.picture("records-none");
    }

    private void go(String path) {
        page.navigate(home.toString().replaceAll("/$", "") + path);
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
