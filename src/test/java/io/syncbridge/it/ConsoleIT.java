package io.syncbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
        page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Which phone is right?"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Ida Berg").setExact(false)).click();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("+14155552671");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("phone")).first()).containsText("differs");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("mail")).first()).not().containsText("differs");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("right gets contact.phone = +14155550100");
        browser.picture("review");

        page.getByRole(AriaRole.BUTTON, button("Use the value of left")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 settled");
        await().untilAsserted(() ->
                assertThat(right.get(rightId)).containsEntry("contact", Map.of("phone", "+14155550100")));

        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Which name is right?");
        page.getByLabel("Another value").fill("Ida Bergson");
        page.getByRole(AriaRole.BUTTON, button("Use this value")).click();
        await().untilAsserted(() -> {
            assertThat(left.get(leftId)).containsEntry("Name", "Ida Bergson").containsEntry("Phone", "(415) 555-0100");
            assertThat(right.get(rightId)).containsEntry("last", "Bergson");
        });
        settled.await("asked");

        page.getByLabel("Find a record").fill(rightId);
        page.getByRole(AriaRole.BUTTON, button("Find")).click();
        assertThat(page).hasURL(Pattern.compile(".*/console/records/" + syncId));
        Locator phone = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("settled by ada")).first();
        assertThat(phone).containsText("Ida Bergson");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("ada chose +14155550100");
        browser.picture("record");

        go("/console/audit");
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("ada");
        browser.picture("audit");
    }

    @Test
    void manyReviewsAreSettledAtOnceAfterAPreviewAndADeleteIsAskedAbout() {
        MemorySystem left = systems.get("asked-left");
        MemorySystem right = systems.get("asked-right");
        var rights = new LinkedHashMap<String, String>();
        for (String name : List.of("Abe", "Bea", "Cem")) {
            String mail = name.toLowerCase(Locale.ROOT) + "@example.org";
            String leftId = left.put(Map.of("Mail", mail, "Name", name + " Many", "Phone", "(415) 555-2671"), 10);
            report("asked", "left", leftId);
            String rightId = await().until(() -> withMail(right, mail), found -> found.size() == 1).get(0);
            rights.put(name, rightId);
            settled.await("asked");
            left.edit(leftId, Map.of("Phone", "(415) 555-0100"), 100);
            right.edit(rightId, Map.of("contact", Map.of("phone", "+14155550199")), 200);
            report("asked", "left", leftId);
            report("asked", "right", rightId);
        }
        await().until(() -> reviews.list("asked", Reviews.State.OPEN, null, 10).items(), open -> open.size() == 3);

        go("/console/reviews?sync=asked");
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(page.locator(":focus")).hasText("Bea Many");
        page.keyboard().press("x");
        page.keyboard().press("k");
        assertThat(page.locator(":focus")).hasText("Cem Many");
        page.keyboard().press("x");
        page.getByLabel("How").selectOption("take:left");
        page.getByRole(AriaRole.BUTTON, button("Show what would be written…")).click();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Bea Many"))).containsText("right gets contact.phone = +14155550100");
        assertThat(page.getByRole(AriaRole.MAIN)).not().containsText("Abe Many");
        assertThat(right.get(rights.get("Bea"))).as("nothing is done yet").containsEntry("contact", Map.of("phone", "+14155550199"));
        browser.picture("preview");
        page.getByRole(AriaRole.BUTTON, button("Use the values of left in 2 reviews")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 settled");
        await().untilAsserted(() -> {
            assertThat(right.get(rights.get("Bea"))).containsEntry("contact", Map.of("phone", "+14155550100"));
            assertThat(right.get(rights.get("Cem"))).containsEntry("contact", Map.of("phone", "+14155550100"));
        });

        page.getByRole(AriaRole.LINK, link("Abe Many")).click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Decide"))).isVisible();
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(page.locator(":focus")).hasText("Undo the edits");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 settled");
        await().untilAsserted(() -> assertThat(right.get(rights.get("Abe"))).containsEntry("contact", Map.of("phone", "+14155552671")));
        settled.await("asked");

        String leftId = withMail(left, "Mail", "abe@example.org").get(0);
        left.edit(leftId, Map.of("Name", "Abe Edited"), 300);
        right.remove(rights.get("Abe"));
        report("asked", "left", leftId);
        template.requestBody("sync:asked/right", List.of(Map.of("@id", rights.get("Abe"), "@operation", "delete")));
        long asked = await().until(() -> reviews.list("asked", Reviews.State.OPEN, null, 10).items(), open -> open.size() == 1).get(0).id();
        go("/console/reviews/" + asked);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("It was deleted in right and edited elsewhere");
        browser.picture("review-delete");
        page.getByRole(AriaRole.BUTTON, button("Delete it…")).click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Delete Abe Edited?"))).isVisible();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("left/" + leftId + " is deleted");
        assertThat(left.all()).as("nothing is deleted yet").containsKey(leftId);
        browser.picture("preview-delete");
        page.getByRole(AriaRole.BUTTON, button("Delete Abe Edited")).click();
        await().untilAsserted(() -> assertThat(left.all()).doesNotContainKey(leftId));
    }

    @Test
    void theLogIsOneLineARowInTheReadersTimeLiveAndAsLongAsAsked() {
        MemorySystem left = systems.get("truth-left");
        for (String name : List.of("Lea", "Lou")) {
            report("truth", "left", left.put(Map.of("Mail", name + "@log.example.org", "Name", name), 10));
        }
        settled.await("truth");
        go("/console/log?sync=truth&size=1");
        Locator rows = page.locator("ol.log > li");
        assertThat(rows).hasCount(1);
        assertThat(page.getByRole(AriaRole.LINK, link("Older"))).hasAttribute("href", Pattern.compile(".*size=1.*before=.*"));
        Locator time = rows.first().locator("time");
        assertThat(time).hasText(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Kolkata"))
                .format(Instant.parse(time.getAttribute("datetime"))));
        assertThat(time).hasAttribute("title", Pattern.compile(".* UTC"));

        go("/console/log?sync=truth&from=2025-03-01T10:00:00Z");
        assertThat(page.getByLabel("From")).hasValue("2025-03-01T15:30");
        page.getByLabel("Status").selectOption("success");
        page.getByRole(AriaRole.BUTTON, button("Show")).click();
        assertThat(page).hasURL(Pattern.compile(".*/console/log\\?sync=truth&status=success&from=2025-03-01T10%3A00%3A00(.000)?Z&size=50"));
        assertThat(page.getByRole(AriaRole.MAIN).locator(".opened").first()).isHidden();
        rows.first().locator("summary").click();
        assertThat(rows.first().locator(".opened")).isVisible();
        browser.picture("log-opened");
        String newest = rows.first().getAttribute("data-id");
        report("truth", "left", left.put(Map.of("Mail", "lia@log.example.org", "Name", "Lia"), 10));
        assertThat(page.locator("ol.log > li.new")).not().hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(120_000));
        assertThat(page.locator("ol.log > li[data-id='" + newest + "'] .opened")).isVisible();
    }

    @Test
    void aPersonLogsOutAndInAgainWhereTheyWanted() {
        browser.picture("overview-first");
        page.getByRole(AriaRole.BUTTON, button("Log out")).click();
        assertThat(page).hasURL(home.resolve("/login").toString());
        go("/console/audit");
        assertThat(page.getByRole(AriaRole.HEADING, heading("Data Sync Bridge"))).isVisible();
        browser.picture("login");
        browser.login(TestPeople.ADMIN, "wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not belong together");
        browser.picture("login-wrong");
        go("/console/audit");
        browser.login(TestPeople.ADMIN, TestPeople.ADMIN);
        assertThat(page.getByRole(AriaRole.HEADING, heading("Audit"))).isVisible();
    }

    @Test
    void theMenuFoldsOnANarrowScreen() {
        page.setViewportSize(390, 800);
        go("/console");
        Locator log = page.getByRole(AriaRole.NAVIGATION).getByText("Log");
        assertThat(log).isHidden();
        page.getByRole(AriaRole.BUTTON, button("Menu")).click();
        log.click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Log"))).isVisible();
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
        page.onDialog(dialog -> browser.complaints().add("a dialog was opened: " + dialog.message()));

        go("/console/records?id=" + id);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("<script>alert(1)</script>");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("phone")).first()).containsText("—");
        go("/console/log?record=" + id);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("<script>alert(1)</script>");
        assertThat(page.locator("main img, main script").count()).isZero();
    }

    @Test
    void changedFilesAreShownAsADifferenceAndTakenOver() throws IOException {
        Path file = BridgeOnH2.ROUTES.resolve("nightly.sync.yaml");
        String before = Files.readString(file);
        Locator change = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("nightly.sync.yaml").setExact(true));
        try {
            Files.writeString(file, before.replace("  name: {left: Name, right: name}", "  name: {left: Name, right: nme, cse: lower}"));
            awaitChange("Did you mean");
            assertThat(change.getByRole(AriaRole.BUTTON).count()).as("what has mistakes cannot be taken over").isZero();
            browser.picture("reload-mistake");
            go("/console");
            assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Files that have changed"))).containsText("all runs as before");
            browser.picture("overview-changed");

            Files.writeString(file, before.replace("left: {id: key, marker: by}", "left: {id: key, marker: by, lag: 5s}").replace("23:59", "23:58"));
            awaitChange("`systems.left.lag` is new");
            assertThat(change.locator("ins").first()).containsText("lag: 5s");
            assertThat(change.locator("del").first()).containsText("marker: by}");
            browser.picture("reload");
            change.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Take over")).click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Taken over");
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("No file has changed");
        } finally {
            Files.writeString(file, before);
        }
        awaitChange("`systems.left.lag` is gone");
        change.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Take over")).click();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("No file has changed");
    }

    @Test
    void everyPageWorksWithTheKeyboardAndSaysWhatItIs() {
        for (String address : List.of("/console", "/console/reviews", "/console/failures", "/console/brakes", "/console/log",
                "/console/runs", "/console/definitions", "/console/reload", "/console/audit", "/console/records", "/console/history/merge?span=month",
                "/console/systems/left")) {
            go(address);
            browser.picture("page" + address.replace('/', '-').replaceAll("\\?.*", ""));
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

    private void awaitChange(String words) {
        await().until(() -> {
            go("/console/reload");
            return page.getByRole(AriaRole.MAIN).textContent().contains(words);
        });
    }

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
        return withMail(system, "email", mail);
    }

    private static List<String> withMail(MemorySystem system, String place, String mail) {
        return system.all().entrySet().stream().filter(row -> mail.equals(row.getValue().get(place))).map(Map.Entry::getKey).toList();
    }
}
