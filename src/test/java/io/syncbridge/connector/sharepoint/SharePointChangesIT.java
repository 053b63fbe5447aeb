package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

class SharePointChangesIT extends GraphListBase {

    @Test
    void theFirstWalkReportsEveryItemAndIsACompleteScan() throws Exception {
        Poll first = poll(null, 3);

        assertThat(first.reports()).extracting(report -> report.get("@id")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(first.scanComplete()).containsExactly(false, false, true);
        Map<String, Object> one = first.of("1");
        assertThat(one).containsEntry("Title", "Northwind Farming").containsEntry("PhoneNumber", "+1 (415) 555-0101")
                .containsEntry("Revenue", 1_200_000).containsEntry("Inactive", false).containsEntry("RegionLookupId", "1")
                .containsEntry("id", "1").containsEntry("@version", one.get("eTag")).containsEntry("@time", one.get("lastModifiedDateTime"));
        assertThat(first.of("6")).containsEntry("Revenue", new BigDecimal("2150000.5"));
    }

    @Test
    void blankColumnsAreBlankAndNotAbsent() throws Exception {
        Map<String, Object> harbor = poll(null, 100).of("5");

        assertThat(harbor).containsEntry("PhoneNumber", null).containsEntry("LastSynced", null).containsEntry("SyncedBy", null)
                .containsEntry("ManagerLookupId", null).doesNotContainKey("Manager");
    }

    @Test
    void afterTheWalkOnlyWhatChangedIsReported() throws Exception {
        Poll first = poll(null, 100);
        assertThat(poll(first.cursor(), 100).reports()).isEmpty();

        byHand("PATCH", COMPANIES + "/items/2/fields", "{\"PhoneNumber\": null}");
        byHand("DELETE", COMPANIES + "/items/3", "");
        Poll second = poll(first.cursor(), 100);

        assertThat(second.reports()).hasSize(2);
        assertThat(second.of("2")).containsEntry("PhoneNumber", null).containsEntry("Title", "Contour Bank");
        assertThat(second.of("3")).containsExactlyInAnyOrderEntriesOf(Map.of("@id", "3", "@operation", "delete"));
        assertThat(second.scanComplete()).as("no scan").containsOnlyNulls();
    }

    @Test
    void anItemThatIsToldTwiceCountsOnce() throws Exception {
        graph.faults("{\"repeatedItems\": {}}");

        assertThat(poll(null, 3).reports()).extracting(report -> report.get("@id")).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void anExpiredTokenStartsANewScanByItself() throws Exception {
        Poll first = poll(null, 100);
        graph.faults("{\"resync\": {\"count\": 1}}");

        Poll again = poll(first.cursor(), 3);

        assertThat(again.reports()).hasSize(8);
        assertThat(again.scanComplete()).containsExactly(false, false, true);
    }

    @Test
    void theCursorOfAnotherListIsNotFollowed() throws Exception {
        String other = new DeltaCursor("another", "/sites/x/lists/y/items/delta?token=1", false).text();

        assertThat(poll(other, 100).reports()).hasSize(8);
        assertThatThrownBy(() -> changes("garbage", 10)).hasMessageContaining("garbage").hasMessageContaining("Reset");
    }

    @Test
    void theCursorHoldsNeitherServerNorSecret() throws Exception {
        assertThat(poll(null, 100).cursor()).doesNotContain("http").doesNotContain("Bearer");
    }

    @Test
    void theClockOfGraphIsShown() throws Exception {
        assertThat(changes(null, 100).getHeader(SyncHeaders.CLOCK, String.class)).endsWith("GMT");
    }

    @Test
    void aColumnThatIsAddedLaterIsKnownOnceSomethingIsRefused() throws Exception {
        var clock = new SetClock();
        var list = new SharePointList(connections.client("default", context), "demo", "Companies", clock);
        list.info();
        byHand("POST", COMPANIES + "/columns", "{\"name\": \"Founded\", \"dateTime\": {\"format\": \"dateOnly\"}}");

        list.doubt();
        assertThat(list.info().has("Founded")).as("asked for just now").isFalse();
        clock.pass(Duration.ofSeconds(11));
        assertThat(list.info().has("Founded")).as("nothing was refused").isFalse();
        list.doubt();
        assertThat(list.info().has("Founded")).isTrue();
    }

    @Test
    void whatIsKnownOfTheListIsRenewedNowAndThen() throws Exception {
        var clock = new SetClock();
        var list = new SharePointList(connections.client("default", context), "demo", "Companies", clock);
        connections.client("default", context).get("/sites/demo"); // logs in
        graph.countAnew();
        list.info();
        list.info();
        assertThat(graph.requests().path("requests").asInt()).as("site and list").isEqualTo(2);
        clock.pass(Duration.ofMinutes(11));
        list.info();
        assertThat(graph.requests().path("requests").asInt()).isEqualTo(3);
    }

    @Test
    void aSiteOrListThatIsNotThereIsNamedWithACure() {
        assertThatThrownBy(() -> askAt("site=demo&list=Nothing")).hasStackTraceContaining("list Nothing")
                .hasStackTraceContaining("parameter list").hasStackTraceContaining("itemNotFound: The specified list was not found. Check");
        assertThatThrownBy(() -> askAt("site=elsewhere&list=Companies"))
                .hasStackTraceContaining("site elsewhere").hasStackTraceContaining("parameter site");
    }

    private void askAt(String place) {
        context.createProducerTemplate().requestBodyAndHeader("sync-sharepoint:list?" + place, null, SyncHeaders.ACTION, "changes");
    }

    @Test
    void theSiteMayBeNamedByItsPath() throws Exception {
        Message page = context.createFluentProducerTemplate()
                .to("sync-sharepoint:list?site=RAW(demo.sharepoint.com:/sites/demo)&list=Companies")
                .withHeader(SyncHeaders.ACTION, "changes").request(org.apache.camel.Exchange.class).getMessage();

        assertThat(records(page)).hasSize(8);
    }

    @Test
    void whatIsAskedInThrottledTimesSaysHowLongToWait() {
        graph.faults("{\"throttle\": {\"seconds\": 60, \"match\": \"delta\"}}");

        assertThatThrownBy(() -> changes(null, 10)).isInstanceOf(SystemCallException.class)
                .extracting(e -> ((SystemCallException) e).retryAfter().orElseThrow().toSeconds()).asInstanceOf(
                        org.assertj.core.api.InstanceOfAssertFactories.LONG).isBetween(50L, 60L);
        int before = graph.requests().path("requests").asInt();
        assertThatThrownBy(() -> ask("read", List.of("1"))).hasMessageContaining("throttled");
        assertThatThrownBy(() -> changes(null, 10)).hasMessageContaining("left alone");
        assertThat(graph.requests().path("requests").asInt()).as("nothing goes out meanwhile").isEqualTo(before);
    }

    @Test
    void aShortThrottleIsWaitedFor() throws Exception {
        graph.faults("{\"throttle\": {\"seconds\": 1, \"count\": 1, \"match\": \"delta\"}}");

        assertThat(poll(null, 100).reports()).hasSize(8);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnce() throws Exception {
        poll(null, 100);
        graph.faults("{\"expiredToken\": {\"count\": 1}}");

        assertThat(poll(null, 100).reports()).hasSize(8);
        assertThat(tokensAsked).containsExactly(false, true);
    }
}
