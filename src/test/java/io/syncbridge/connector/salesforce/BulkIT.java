package io.syncbridge.connector.salesforce;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.BesideOtherTests;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.demo.salesforce.SimulatedSalesforce;
import io.syncbridge.mapping.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large writes and scans by the Bulk API 2.0 of the simulated Salesforce, asked for as the bridge does it. */
@BesideOtherTests
class BulkIT extends SalesforceObjectBase {

    private static final String FEW_ARE_MANY = "sync-salesforce:object?object=Account&externalId=SyncId__c&bulkThreshold=10";
    private static final String USUAL = "sync-salesforce:object?object=Account&externalId=SyncId__c";
    private static final String NEVER = "sync-salesforce:object?object=Account&externalId=SyncId__c&bulkThreshold=0";

    private static List<Map<String, Object>> creates(int count, Consumer<Map<String, Object>> more) {
        return IntStream.range(0, count).mapToObj(number -> {
            var write = new LinkedHashMap<String, Object>(Map.of(ReportKeys.SYNC_ID, "s-" + number, "Name", "Bulk " + number));
            more.accept(write);
            return (Map<String, Object>) write;
        }).toList();
    }

    private List<String> created(int count) {
        return write(FEW_ARE_MANY, "create", creates(count, write -> write.put("Phone", "1"))).stream()
                .map(result -> (String) result.get(ReportKeys.ID)).toList();
    }

    private static List<Map<String, Object>> each(List<String> ids, Map<String, Object> values) {
        return ids.stream().map(id -> {
            var write = new HashMap<>(values);
            write.put(ReportKeys.ID, id);
            return (Map<String, Object>) write;
        }).toList();
    }

    private static List<Object> statuses(List<Map<String, Object>> results) {
        return results.stream().map(result -> result.get(ReportKeys.STATUS)).toList();
    }

    /** Both in one test, for it takes the simulation a while to make so many. */
    @Test
    void sixThousandRecordsAreWrittenByOneJobAndReadByAnother() {
        org.requests();

        List<Map<String, Object>> results = write(USUAL, "create", creates(6100, write -> write.putAll(Map.of("AnnualRevenue", 1.5,
                "NumberOfEmployees", 3, "Description", "two\nlines, \"quoted\""))));

        JsonNode writing = org.requests();
        assertThat(results).hasSize(6100).allSatisfy(result -> assertThat(result).containsEntry(ReportKeys.STATUS, "written")
                .containsKeys(ReportKeys.ID, ReportKeys.VERSION));
        assertThat(results.get(6099)).containsEntry("Name", "Bulk 6099").containsEntry("SyncId__c", "s-6099");
        assertThat(total(writing)).as(writing.toString()).isLessThan(25);
        assertThat(writing.path("POST jobs/ingest").asInt()).isEqualTo(1);
        assertThat(writing.path("POST composite/sobjects/object").asInt()).as("read after the write").isEqualTo(4);

        Scan found = scan(USUAL, 1000, cursor -> { });

        JsonNode reading = org.requests();
        assertSame(found, scan(NEVER, 1000, cursor -> { }));
        assertThat(found.records()).hasSize(6112);
        assertThat(reading.path("GET query").asInt()).as("the first page, and a count").isEqualTo(2);
        assertThat(reading.path("POST jobs/query").asInt()).isEqualTo(1);
        assertThat(reading.path("GET jobs/query/id/results").asInt()).as("of five thousand rows").isEqualTo(2);
    }

    @Test
    void fewRecordsAreWrittenInCollections() {
        write(USUAL, "create", creates(1999, write -> { }));

        assertThat(org.requests().path("PATCH composite/sobjects/object/external-id").asInt()).isEqualTo(10);
    }

    @Test
    void eachRecordHasItsOwnOutcome() {
        var writes = new ArrayList<>(creates(20, write -> { }));
        writes.get(3).remove("Name");
        writes.get(4).put("Name", "A \"quoted\", one\nof two lines");
        writes.get(5).put("Phone", null);
        writes.get(6).put("Description", "#N/A");
        writes.get(7).put("Industry", "Witchcraft");

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "create", writes);

        assertThat(results.get(3)).containsEntry(ReportKeys.STATUS, "failed").containsEntry(ReportKeys.PASSING, false)
                .extractingByKey(ReportKeys.ERROR).asString().contains("REQUIRED_FIELD_MISSING");
        assertThat(results.get(7)).extractingByKey(ReportKeys.ERROR).asString().contains("Witchcraft");
        assertThat(results.get(4)).containsEntry("Name", "A \"quoted\", one\nof two lines");
        assertThat(results.get(6)).as("what a table cannot hold").containsEntry("Description", "#N/A");
        assertThat(statuses(results)).filteredOn("failed"::equals).hasSize(2);
        assertThat(results.get(19)).containsEntry("Name", "Bulk 19").containsEntry("SyncId__c", "s-19");
    }

    @Test
    void aRepeatedCreateMakesNoSecondRecord() {
        assertThat(created(20)).isEqualTo(created(20));
    }

    @Test
    void anUpdateChangesOnlyTheFieldsThatAWriteHolds() {
        List<String> ids = created(20);
        var writes = new ArrayList<>(each(ids, Map.of("Fax", "2")));
        var emptied = new HashMap<String, Object>(Map.of(ReportKeys.ID, ids.get(0)));
        emptied.put("Phone", null);
        writes.set(0, emptied);
        org.delete("Account", ids.get(1));

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "update", writes);

        assertThat(results.get(0)).containsEntry("Phone", null).containsEntry("Fax", null);
        assertThat(results.get(1)).isEqualTo(Map.of(ReportKeys.STATUS, "missing"));
        assertThat(results.get(2)).containsEntry("Phone", "1").containsEntry("Fax", "2");
    }

    @Test
    void aRecordThatHasChangedIsLeftAlone() {
        List<Map<String, Object>> now = write(FEW_ARE_MANY, "create", creates(20, write -> { }));
        List<Map<String, Object>> writes = now.stream().<Map<String, Object>>map(record -> Map.of(ReportKeys.ID, record.get(ReportKeys.ID),
                ReportKeys.VERSION, record.get(ReportKeys.VERSION), "Fax", "2")).toList();
        String edited = (String) now.get(7).get(ReportKeys.ID);
        org.update("Account", edited, Map.of("Fax", "7"));

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "update", writes);

        assertThat(statuses(results)).filteredOn("written"::equals).hasSize(19);
        assertThat(results.get(7)).containsEntry(ReportKeys.STATUS, "stale");
        assertThat(org.get("Account", edited).path("Fax").asText()).isEqualTo("7");
    }

    @Test
    void deletesGoInBulkToo() {
        List<String> ids = created(20);
        org.delete("Account", ids.get(4));
        org.requests();

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "delete", each(ids, Map.of()));

        assertThat(statuses(results)).filteredOn("written"::equals).hasSize(19);
        assertThat(results.get(4)).containsEntry(ReportKeys.STATUS, "missing");
        assertThat(org.requests().has("DELETE composite/sobjects")).isFalse();
    }

    @Test
    void whatAFailedJobHasNotDoneIsWrittenInCollections() {
        org.fault(Map.of("kind", "bulk-failure", "count", 1));

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "create", creates(500, write -> { }));

        assertThat(statuses(results)).hasSize(500).containsOnly("written");
        assertThat(new HashSet<>(results.stream().map(result -> result.get(ReportKeys.ID)).toList())).hasSize(500);
        assertThat(org.requests().path("PATCH composite/sobjects/object/external-id").asInt()).isEqualTo(2);
    }

    @Test
    void anUnknownFieldIsToldForEachRecord() {
        List<Map<String, Object>> results = write(FEW_ARE_MANY, "create", creates(20, write -> write.put("Shoe__c", "44")));

        assertThat(results).allSatisfy(result -> assertThat(result).containsEntry(ReportKeys.STATUS, "failed")
                .extractingByKey(ReportKeys.ERROR).asString().contains("Shoe__c"));
    }

    @Test
    void rowsThatAreLockedAreTriedAgainLater() {
        org.fault(Map.of("kind", "row-lock", "count", 3));

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "create", creates(20, write -> { }));

        assertThat(results.stream().filter(result -> Boolean.TRUE.equals(result.get(ReportKeys.PASSING)))).hasSize(3);
    }

    @Test
    void anOrganizationThatHasHadEnoughIsLeftAlone() {
        created(1);
        org.fault(Map.of("kind", "request-limit", "requests", "jobs", "count", 1));
        org.requests();

        List<Map<String, Object>> results = write(FEW_ARE_MANY, "create", creates(20, write -> { }));

        assertThat(results).allSatisfy(result -> assertThat(result).containsEntry(ReportKeys.PASSING, true));
        assertThat(org.requests().properties()).filteredOn(kind -> !kind.getKey().equals("login")).extracting(Map.Entry::getKey)
                .containsExactly("POST jobs/ingest");
    }

    @Test
    void requestsThatFailWhileAJobRunsDoNotMatter() {
        org.fault(Map.of("kind", "unavailable", "requests", "GET jobs/ingest/id", "count", 1));

        assertThat(statuses(write(FEW_ARE_MANY, "create", creates(20, write -> { })))).containsOnly("written");
    }

    // ---- scans

    private record Scan(Map<Object, Map<String, Object>> records) {
    }

    @Test
    void aScanWithAFilterAsksForNothingElseInBulkAndPageByPage() {
        write(USUAL, "create", creates(40, write -> write.put("AnnualRevenue",
                Integer.parseInt(write.get("Name").toString().substring(5)))));
        Filter filter = Filter.of(Map.of("Name", Map.of("blank", false), "AnnualRevenue", Map.of("min", 7, "max", 36)));
        for (String endpoint : List.of(FEW_ARE_MANY, NEVER)) {
            assertThat(scan(endpoint, 8, filter, cursor -> { }).records().values()).as(endpoint).hasSize(30)
                    .allMatch(record -> record.get("Name").toString().startsWith("Bulk"));
        }
        assertThat(scan(NEVER, 100, Filter.of(Map.of("Name", List.of("bulk 3", "Bulk 39"))), cursor -> { }).records()).hasSize(2);
    }

    /** @param betweenPages is told of every cursor */
    private Scan scan(String endpoint, int limit, Consumer<String> betweenPages) {
        return scan(endpoint, limit, Filter.ALL, betweenPages);
    }

    @SuppressWarnings("unchecked")
    private Scan scan(String endpoint, int limit, Filter filter, Consumer<String> betweenPages) {
        var found = new LinkedHashMap<Object, Map<String, Object>>();
        String cursor = null;
        while (true) {
            var headers = new HashMap<String, Object>(Map.of(SyncHeaders.LIMIT, limit, SyncHeaders.FILTER, filter.wanted()));
            if (cursor != null) {
                headers.put(SyncHeaders.CURSOR, cursor);
            }
            Message page = ask(endpoint, "changes", null, headers);
            for (Map<String, Object> report : (List<Map<String, Object>>) page.getBody(List.class)) {
                assertThat(found.put(report.get(ReportKeys.ID), report)).as("reported twice").isNull();
            }
            boolean more = page.getHeader(SyncHeaders.MORE, Boolean.class);
            assertThat(page.getHeader(SyncHeaders.SCAN_COMPLETE, Boolean.class)).isEqualTo(!more);
            if (!more) {
                return new Scan(found);
            }
            cursor = page.getHeader(SyncHeaders.CURSOR, String.class);
            betweenPages.accept(cursor);
        }
    }

    @Test
    void aScanGoesOnFromItsTableAfterARestart() {
        created(100);
        Scan expected = scan(NEVER, 30, cursor -> { });

        Scan found = scan(FEW_ARE_MANY, 30, cursor -> {
            bridge.stop();
            bridge = startBridge();
        });

        assertSame(found, expected);
        assertThat(org.requests().path("POST jobs/query").asInt()).isEqualTo(1);
    }

    @Test
    void aScanWhoseTableIsGoneGoesOnPageByPage() {
        created(100);
        Scan expected = scan(NEVER, 30, cursor -> { });

        Scan found = scan(FEW_ARE_MANY, 30, cursor -> {
            String job = cursor.replaceFirst(".*\"job\":\"([^\"]+)\".*", "$1");
            if (!job.equals(cursor)) {
                await().untilAsserted(() -> org.forgetQueryJob(job));
            }
        });

        assertSame(found, expected);
    }

    @Test
    void aSmallScanIsReadPageByPage() {
        created(20);
        org.requests();

        scan("sync-salesforce:object?object=Account&bulkThreshold=50", 10, cursor -> { });

        assertThat(org.requests().has("POST jobs/query")).isFalse();
    }

    private static void assertSame(Scan found, Scan expected) {
        assertThat(found.records().keySet()).isEqualTo(expected.records().keySet());
        assertThat(expected.records().values()).filteredOn(record -> !record.equals(found.records().get(record.get(ReportKeys.ID))))
                .as("which are different in the other scan").isEmpty();
    }

    private static int total(JsonNode requests) {
        return requests.properties().stream().mapToInt(kind -> kind.getValue().asInt()).sum();
    }
}
