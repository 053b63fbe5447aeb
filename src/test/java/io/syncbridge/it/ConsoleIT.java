package io.syncbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees and does in the console, in a browser. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class ConsoleIT {

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Reviews reviews;

    @Inject
    Settled settled;

    @Inject
    Deliveries deliveries;

    @Inject
    Brakes brakes;

    @TestHTTPResource("/")
    URI home;

    private final List<String> complaints = new ArrayList<>();
    private Browser browser;
    private Page page;

    @BeforeEach
    void open() {
        browser = Browser.open(TestPeople.ADMIN);
        page = browser.page();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
            assertThat(complaints).as("what the browser complains about, such as the content security policy").isEmpty();
        }
    }

    @Test
    void aConflictAppearsIsSettledArrivesAndItsStoryIsTold() {
        MemorySystem left = systems.get("asked-left");
        MemorySystem right = systems.get("asked-right");
        String leftId = left.put(Map.of("Mail", "ida@example.org", "Name", "Ida Berg", "Phone", "(415) 555-2671"), 10);
        report("asked", "left", leftId);
        String rightId = await().until(() -> withMail(right, "ida@example.org"), found -> found.size() == 1).get(0);
        settled.await("asked");
        left.edit(leftId, Map.of("Phone", "(415) 555-0100", "Name", "Ida Bergman"), 100);
        right.edit(rightId, Map.of("contact", Map.of("phone", "+14155550199"), "last", "Berger"), 200);
        report("asked", "left", leftId);
        report("asked", "right", rightId);
        String syncId = await().until(() -> reviews.list("asked", Reviews.State.OPEN, null, 10).items(),
                open -> open.stream().map(ReviewItem::field).toList().containsAll(List.of("phone", "name"))).get(0).syncId();

        go("/");
        assertThat(page.getByRole(AriaRole.HEADING, heading("Overview"))).isVisible();
        browser.picture("overview-conflict");
        page.getByRole(AriaRole.NAVIGATION).getByText("Reviews").click();
        browser.picture("reviews");
        page.getByRole(AriaRole.LINK, link("phone")).click();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("+14155552671");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("right gets contact.phone = +14155550100");
        browser.picture("review");

        page.getByRole(AriaRole.BUTTON, button("Use the value of left")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 settled");
        await().untilAsserted(() ->
                assertThat(right.get(rightId)).containsEntry("contact", Map.of("phone", "+14155550100")));

        page.getByRole(AriaRole.LINK, link("name")).click();
        page.getByLabel("Another value").fill("Ida Bergson");
        page.getByRole(AriaRole.BUTTON, button("Use this value")).click();
        await().untilAsserted(() -> {
            assertThat(left.get(leftId)).containsEntry("Name", "Ida Bergson").containsEntry("Phone", "(415) 555-0100");
            assertThat(right.get(rightId)).containsEntry("last", "Bergson");
        });
        settled.await("asked");

        page.getByLabel("Find a record").fill(rightId);
        page.getByRole(AriaRole.BUTTON, button("Find")).click();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/console/records/" + syncId));
        Locator phone = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("settled by ada")).first();
        assertThat(phone).containsText("Ida Bergson");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("ada chose +14155550100");
        browser.picture("record");

        go("/console/audit");
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("ada");
        browser.picture("audit");
    }

    @Test
    void aRefusedChangeIsEditedAndArrives() {
        MemorySystem left = systems.get("truth-left");
        MemorySystem right = systems.get("truth-right");
        String leftId = left.put(Map.of("Mail", "ole@example.org", "Name", "Ole Dahl", "Phone", "(415) 555-2671"), 10);
        report("truth", "left", leftId);
        String rightId = await().until(() -> withMail(right, "ole@example.org"), found -> found.size() == 1).get(0);
        settled.await("truth");
        right.refuse("last: must not be longer than 10 characters");
        left.edit(leftId, Map.of("Name", "Ole Dahlgren-Andersson"), 100);
        report("truth", "left", leftId);
        await().until(() -> deliveries.list("truth", Deliveries.State.FAILED, null, 10).items(), found -> found.size() == 1);

        go("/console/failures");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("must not be longer than 10 characters");
        browser.picture("failures");
        page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("truth")).getByText("update in right").click();
        assertThat(page.getByLabel("name")).hasValue("Ole Dahlgren-Andersson");
        browser.picture("failure");
        right.refuse(null);
        page.getByLabel("name").fill("Ole Dahlgren");
        page.getByRole(AriaRole.BUTTON, button("Edit and retry")).click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 edited");
        await().untilAsserted(() -> {
            assertThat(right.get(rightId)).containsEntry("last", "Dahlgren");
            assertThat(left.get(leftId)).containsEntry("Name", "Ole Dahlgren");
        });
        go("/console/log?record=" + rightId);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("settled by ada");
        browser.picture("log");
    }

    @Test
    void aPausedSyncTakesChangesInAndWritesNothingUntilItIsResumed() {
        go("/console");
        card("newest").getByText("Pause").click();
        assertThat(card("newest")).containsText("paused by ada");
        MemorySystem left = systems.get("newest-left");
        String id = left.put(Map.of("Mail", "pia@example.org", "Name", "Pia Holm"), 10);
        report("newest", "left", id);
        go("/console");
        assertThat(card("newest").locator("dd").first()).hasText("1");
        assertThat(withMail(systems.get("newest-right"), "pia@example.org")).isEmpty();
        browser.picture("overview");

        card("newest").getByText("Resume").click();
        await().untilAsserted(() -> assertThat(withMail(systems.get("newest-right"), "pia@example.org")).hasSize(1));
        go("/console/definitions");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("contact.phone");
        browser.picture("definitions");
    }

    @Test
    void aBrakeIsShownAndReleased() {
        brakes.stop("braked", Brakes.Kind.DELETES, "delete", "120 of 400 records of left would be deleted.", Instant.now());
        go("/console");
        assertThat(card("braked")).containsText("braked");
        assertThat(card("braked")).containsText("120 of 400 records");
        browser.picture("overview-stopped");
        card("braked").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Decide")).click();
        browser.picture("brakes");
        page.getByRole(AriaRole.BUTTON, button("Release")).click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Released");
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("ada");
        assertThat(brakes.open("braked")).isEmpty();
    }

    @Test
    void aRecordsValueIsTextAndNeverMarkupAndABlankOneADash() {
        MemorySystem left = systems.get("merge-left");
        String id = left.put(Map.of("Mail", "xss@example.org", "Name", "<script>alert(1)</script> <img src=x onerror=alert(2)>",
                "Phone", ""), 10);
        report("merge", "left", id);
        await().untilAsserted(() -> assertThat(withMail(systems.get("merge-right"), "xss@example.org")).hasSize(1));
        settled.await("merge");
        page.onDialog(dialog -> complaints.add("a dialog was opened: " + dialog.message()));

        go("/console/records?id=" + id);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("<script>alert(1)</script>");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("phone")).first()).containsText("—");
        go("/console/log?record=" + id);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("<script>alert(1)</script>");
        assertThat(page.locator("main img, main script").count()).isZero();
    }

    @Test
    void everyPageWorksWithTheKeyboardAndSaysWhatItIs() {
        for (String address : List.of("/console", "/console/reviews", "/console/failures", "/console/brakes", "/console/log",
                "/console/definitions", "/console/audit", "/console/records", "/console/history/merge?span=month", "/console/systems/left")) {
            go(address);
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus").textContent()).isEqualTo("Skip to the content");
            assertThat(page.locator("h1").count()).as(address).isEqualTo(1);
            assertThat(page.locator("main").count()).as(address).isEqualTo(1);
            assertThat(page.locator("input:not([type=hidden]):not([aria-label])").all()).allSatisfy(input ->
                    assertThat((boolean) input.evaluate("i => i.labels.length > 0")).as(address + " labels its fields").isTrue());
            assertThat(page.locator("th:not([scope])").count()).as(address).isZero();
        }
    }

    // ---- telling

    private void go(String path) {
        page.navigate(home.resolve(path).toString());
    }

    private Locator card(String sync) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(sync).setExact(true));
    }

    private static Page.GetByRoleOptions heading(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private void report(String sync, String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(systems.get(sync + "-" + system).report(id)));
    }

    private static List<String> withMail(MemorySystem system, String mail) {
        return system.all().entrySet().stream().filter(row -> mail.equals(row.getValue().get("email"))).map(Map.Entry::getKey).toList();
    }
}
