package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.mapping.Flags;
import io.syncbridge.model.Fit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharePointItemsIT extends GraphListBase {

    @Test
    void whatIsThereIsReadAndWhatIsNotIsLeftOut() throws Exception {
        var found = ask("read", Stream.concat(IntStream.rangeClosed(1, 8).mapToObj(Integer::toString), Stream.of("99")).toList());

        assertThat(found).extracting(record -> record.get("@id")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(found.get(0)).containsEntry("Title", "Northwind Farming").containsEntry("SyncId", null).containsKeys("@version", "@time");
    }

    @Test
    void findAsksForEveryValueAndEscapesIt() throws Exception {
        byHand("PATCH", COMPANIES + "/items/1/fields", "{\"Title\": \"O'Neil & Söhne, 100%\"}");

        assertThat(ids(ask("find", List.of(Map.of("Title", "O'Neil & Söhne, 100%"), Map.of("AccountNumber", "A-1002"),
                Map.of("AccountNumber", "none"), Map.of("AccountNumber", "A-1003", "Industry", "Energy")))))
                .containsExactly("1", "2");
        assertThat(ids(ask("find", List.of(Map.of("Revenue", new BigDecimal("88500000"))))))
                .as("a number, of a column without an index").containsExactly("2");
    }

    @Test
    void aCreatedItemIsAnsweredAsItStands() throws Exception {
        var result = write("create", Map.of("@syncId", "S-1", "Title", "Acme", "Revenue", "1200000", "Inactive", "true",
                "LastSynced", "2024-05-01T10:00:00Z", "ManagerLookupId", "2", "Industry", "Farming"), "");

        assertThat(result).containsEntry("@status", "written").containsEntry("@id", "9").containsEntry("Title", "Acme")
                .containsEntry("Revenue", 1_200_000).containsEntry("Inactive", true).containsEntry("PhoneNumber", null)
                .containsEntry("SyncId", null).containsKeys("@version", "@time");
    }

    @Test
    void anUpdateChangesOnlyItsFieldsAndOnlyTheVersionThatWasRead() throws Exception {
        var read = ask("read", List.of("1")).get(0);
        var write = new HashMap<String, Object>(Map.of("@id", "1", "@version", read.get("@version"), "Title", "New"));
        write.put("Industry", null);

        var written = write("update", write, "");

        assertThat(written).containsEntry("@status", "written").containsEntry("@id", "1").containsEntry("Title", "New")
                .containsEntry("Industry", null).containsEntry("AccountNumber", "A-1001").containsKey("@time");
        assertThat(written.get("@version")).isNotNull().isNotEqualTo(read.get("@version"));
        assertThat(ask("read", List.of("1")).get(0).get("@version")).isEqualTo(written.get("@version"));
        assertThat(write("update", write, "")).containsOnly(Map.entry("@status", "stale"));
        assertThat(write("delete", Map.of("@id", "1", "@version", read.get("@version")), "")).containsOnly(Map.entry("@status", "stale"));
        assertThat(write("delete", Map.of("@id", "1", "@version", written.get("@version")), "")).containsEntry("@status", "written");
        assertThat(write("delete", Map.of("@id", "1"), "")).containsOnly(Map.entry("@status", "missing"));
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsOnly(Map.entry("@status", "missing"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aListDescribesItsColumns() throws Exception {
        Map<String, Object> described = ask("describe", null, "", Map.of()).getBody(Map.class);

        assertThat((List<Map<String, Object>>) described.get("fields")).anySatisfy(field -> assertThat(field).containsEntry("name", "Title").containsEntry("holds", "text"))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "Revenue").containsEntry("holds", "number").containsEntry("writable", true))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "Modified").containsEntry("writable", false))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "lastModifiedDateTime").containsEntry("writable", false));
    }

    @Test
    void theTimeOfASoftDeleteIsWrittenAndTakenBack() throws Exception {
        Map<String, Object> marks = Map.of("LastSynced", "now", "Inactive", true);
        for (Map<String, Object> flags : List.of(marks, Map.<String, Object>of("LastSynced", "", "Inactive", false))) {
            var write = new HashMap<String, Object>(Map.of("@id", "1"));
            Flags.set(flags, Instant.EPOCH, write);
            assertThat(write("update", write, "")).containsEntry("@status", "written");
            assertThat(Flags.fit(marks, ask("read", List.of("1")).get(0), true)).isEqualTo(flags == marks ? Fit.INSIDE : Fit.OUTSIDE);
        }
    }

    @Test
    void everyWriteOfALargeBatchHasItsOwnResultInOrder() throws Exception {
        List<Map<String, Object>> writes = IntStream.range(0, 70).mapToObj(i -> Map.<String, Object>of("@syncId", "S-" + i,
                "Title", "T" + i, "Industry", i % 10 == 3 ? "Fishing" : "Retail")).toList();

        var results = ask("create", writes);

        assertThat(IntStream.range(0, 70).filter(i -> "failed".equals(results.get(i).get("@status"))))
                .containsExactly(3, 13, 23, 33, 43, 53, 63);
        assertThat(results.get(4)).containsEntry("Title", "T4");
        assertThat(results.get(3).get("@error").toString()).contains("400: invalidRequest").contains("Fishing").contains("Industry");
        assertThat(results.get(3)).containsEntry("@passing", false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Modified|SharePoint itself sets Modified", "lastModifiedDateTime|SharePoint itself sets lastModifiedDateTime",
        "Phone Number|Write PhoneNumber", "Region|Write RegionLookupId", "Nothing|has no column Nothing"})
    void aColumnThatCannotBeWrittenIsNamedWithACureAndNotSent(String column, String words) throws Exception {
        graph.countAnew();
        var result = write("update", Map.of("@id", "1", column, "x"), "");

        assertThat(result).containsEntry("@status", "failed").containsEntry("@passing", false);
        assertThat(result.get("@error").toString()).contains(words);
        assertThat(graph.requests().path("batchParts").asInt()).isZero();
    }

    @Test
    void everyKindOfColumnIsReadAsItWasWritten() throws Exception {
        byHand("POST", "/v1.0/sites/demo/lists", """
                {"displayName": "Kinds", "columns": [{"name": "Notes", "text": {"allowMultipleLines": true}}, {"name": "Pages", "number": {}},
                 {"name": "Day", "dateTime": {"format": "dateOnly"}}, {"name": "Site", "hyperlinkOrPicture": {}}]}""");
        var write = new LinkedHashMap<String, Object>(Map.of("@syncId", "s", "Title", 7, "Notes", "a\nb", "Pages", "1.50", "Day", "2024-05-01",
                "Site", Map.of("Url", "https://x.example")));

        var result = records(context.createFluentProducerTemplate().to("sync-sharepoint:list?site=demo&list=Kinds")
                .withBody(List.of(write)).withHeader("SyncAction", "create").request(org.apache.camel.Exchange.class).getMessage()).get(0);

        assertThat(result).as("" + result).containsEntry("@status", "written").containsEntry("Title", "7").containsEntry("Notes", "a\nb")
                .containsEntry("Pages", new BigDecimal("1.5")).containsEntry("Day", "2024-05-01")
                .containsEntry("Site", Map.of("Url", "https://x.example", "Description", "https://x.example"));
    }

    @Test
    void aCreateThatIsRepeatedTakesOverTheItemOfTheFirst() throws Exception {
        var create = Map.<String, Object>of("@syncId", "S-1", "Title", "Acme", "Revenue", 1);
        assertThat(write("create", create, "&externalId=SyncId")).containsEntry("@id", "9").containsEntry("SyncId", "S-1");

        var again = write("create", Map.of("@syncId", "S-1", "Title", "Acme Ltd", "Revenue", 1), "&externalId=SyncId");

        assertThat(again).containsEntry("@status", "written").containsEntry("@id", "9").containsEntry("Title", "Acme Ltd");
        byHand("PATCH", COMPANIES + "/items/9/fields", "{\"Revenue\": 5}");
        Thread.sleep(1100); // SharePoint tells times in whole seconds
        byHand("PATCH", COMPANIES + "/items/9/fields", "{\"Revenue\": 6}");
        assertThat(write("create", create, "&externalId=SyncId")).as("edited meanwhile: taken as it stands, and what differs is an edit").containsEntry("@changed", true)
                .containsEntry("@status", "written").containsEntry("@id", "9").containsEntry("Revenue", 6).containsEntry("Title", "Acme Ltd");
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNotDoubled() throws Exception {
        graph.faults("{\"cut\": {\"count\": 1, \"match\": \"batch\"}}");
        List<Map<String, Object>> writes = IntStream.range(0, 30).mapToObj(i -> Map.<String, Object>of("@syncId", "S-" + i, "Title", "T" + i)).toList();

        var first = records(ask("create", writes, "&externalId=SyncId", Map.of()));
        assertThat(first).filteredOn(result -> result.get("@status").equals("failed")).hasSizeBetween(10, 20)
                .allMatch(result -> result.get("@passing").equals(true));
        var second = records(ask("create", writes, "&externalId=SyncId", Map.of()));

        assertThat(second).allMatch(result -> result.get("@status").equals("written"));
        assertThat(poll(null, 100).reports()).hasSize(38);
    }

    @Test
    void aColumnThatIsNotUniqueIsLookedUpBeforeEachCreate() throws Exception {
        var create = Map.<String, Object>of("@syncId", "S-1", "Title", "Acme");
        assertThat(write("create", create, "&externalId=SyncedBy")).containsEntry("@id", "9");
        assertThat(write("create", create, "&externalId=SyncedBy")).containsEntry("@id", "9");
        assertThat(write("create", create, "&externalId=Missing").get("@error").toString()).contains("no column Missing");
    }

    @Test
    void throttledPartsAreSentAgainAfterAShortWait() throws Exception {
        graph.faults("{\"throttle\": {\"seconds\": 1, \"count\": 1, \"match\": \"items\"}}");

        assertThat(ask("create", IntStream.range(0, 45).mapToObj(i -> Map.of("@syncId", "S-" + i, "Title", "T" + i)).toList()))
                .allMatch(result -> result.get("@status").equals("written"));
        assertThat(poll(null, 100).reports()).hasSize(53);
    }

    @Test
    void afterALongRetryAfterNothingMoreGoesOut() throws Exception {
        ask("read", List.of("1"));
        graph.faults("{\"throttle\": {\"seconds\": 120, \"match\": \"items\"}}");
        graph.countAnew();

        var results = ask("create", IntStream.range(0, 200).mapToObj(i -> Map.of("@syncId", "S-" + i, "Title", "T" + i)).toList());

        assertThat(results).hasSize(200).allMatch(result -> result.get("@status").equals("failed") && result.get("@passing").equals(true)
                && (Long) result.get("@retryAfter") > 100);
        assertThat(graph.requests().path("requests").asInt()).as("four at once, then none").isLessThanOrEqualTo(4);
        assertThatThrownBy(() -> ask("find", List.of(Map.of("Title", "x")))).hasMessageContaining("left alone");
    }

    @Test
    void troubleOfTheServerPasses() throws Exception {
        graph.faults("{\"error\": {\"match\": \"PATCH\"}, \"unavailable\": {\"match\": \"DELETE\"}}");

        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@passing", true)
                .extractingByKey("@error").asString().contains("500: generalException");
        assertThat(write("delete", Map.of("@id", "1"), "")).containsEntry("@passing", true);
    }

    @Test
    void otherSpellingsAreFound() throws Exception {
        byHand("PATCH", COMPANIES + "/items/1/fields", "{\"Title\": \"Jane M\u00fcller\"}");
        byHand("PATCH", COMPANIES + "/items/2/fields", "{\"Title\": \"jane Mu\u0308ller\"}");
        byHand("PATCH", COMPANIES + "/items/3/fields", "{\"Title\": \"\u00c4gypten\"}");

        assertThat(ids(ask("find", List.of(Map.of("Title", " Jane  M\u00fcller"))))).containsExactlyInAnyOrder("1", "2");
        assertThat(ids(ask("find", List.of(Map.of("Title", "A\u0308gypten"), Map.of("AccountNumber", "A-1004"))))).containsExactly("3", "4");
    }

    @Test
    void lockedAndChangingItemsAreTriedAgainAndTheListIsNotAway() throws Exception {
        graph.faults("{\"refused\": {\"count\": 1, \"match\": \"PATCH\"}}");
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@kind", "busy").containsEntry("@passing", true);
        graph.faults("{\"refused\": {\"status\": 409, \"code\": \"resourceModified\", \"message\": \"The resource has changed\", \"count\": 1, \"match\": \"PATCH\"}}");
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@kind", "busy").containsEntry("@passing", true);
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@status", "written");
    }

    @Test
    void aPartWhoseTokenIsRefusedIsSentAgainWithANewOne() throws Exception {
        ask("read", List.of("1"));
        graph.faults("{\"refused\": {\"status\": 401, \"code\": \"unauthenticated\", \"message\": \"The caller is not authenticated\", \"count\": 1, \"match\": \"PATCH\"}}");
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@status", "written");
        assertThat(tokensAsked).contains(true);
        graph.faults("{\"refused\": {\"status\": 401, \"code\": \"unauthenticated\", \"message\": \"The caller is not authenticated\", \"match\": \"PATCH\"}}");
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@kind", "passing").extractingByKey("@error").asString().contains("Check the login");
    }

    @Test
    void aUniqueValueThatIsTakenIsToldInGraphsWordsAndNamed() throws Exception {
        write("create", Map.of("@syncId", "S-1", "Title", "Acme"), "&externalId=SyncId");

        assertThat(write("update", Map.of("@id", "1", "SyncId", "S-1", "Title", "x"), "")).containsEntry("@kind", "unique")
                .containsEntry("@fields", List.of("SyncId"));
    }

    @Test
    void aRefusedFieldIsNamed() throws Exception {
        assertThat(write("update", Map.of("@id", "1", "Industry", "Fishing", "Title", "x"), "")).containsEntry("@kind", "field")
                .containsEntry("@fields", List.of("Industry"));
        assertThat(write("update", Map.of("@id", "1", "Revenue", "much", "Title", "x"), "")).containsEntry("@fields", List.of("Revenue"));
        graph.faults("{\"refused\": {\"status\": 403, \"code\": \"accessDenied\", \"message\": \"Access denied\", \"match\": \"PATCH\"}}");
        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@kind", "permission").containsEntry("@passing", false);
    }

    /** Of a list that is gone every item is not found. */
    @Test
    void noItemIsMissingFromAListThatIsGone() throws Exception {
        ask("read", List.of("1"));
        graph.faults("{\"refused\": {\"status\": 404, \"code\": \"itemNotFound\", \"message\": \"The list was not found\", \"match\": \"lists/\"}}");

        assertThat(write("update", Map.of("@id", "1", "Title", "x"), "")).containsEntry("@status", "failed").containsEntry("@passing", true);
        assertThat(write("delete", Map.of("@id", "1"), "")).containsEntry("@status", "failed").containsEntry("@passing", true);
    }

    @Test
    void theAnswerToACreateShowsWhatTheListHasAdded() throws Exception {
        byHand("POST", "/v1.0/sites/demo/lists", """
                {"displayName": "Links", "columns": [{"name": "State", "text": {}, "defaultValue": {"value": "new"}}, {"name": "Site", "hyperlinkOrPicture": {}}]}""");
        assertThat(links("create", Map.of("@syncId", "s", "Title", "x"))).containsEntry("State", "new").containsEntry("Title", "x");
        assertThat(links("create", Map.of("@syncId", "t", "Title", "y", "State", "old"))).containsEntry("State", "old");
    }

    @Test
    void aPartOfAHyperlinkLeavesTheOther() throws Exception {
        byHand("POST", "/v1.0/sites/demo/lists", "{\"displayName\": \"Links\", \"columns\": [{\"name\": \"Site\", \"hyperlinkOrPicture\": {}}]}");
        Map<String, Object> made = links("create", Map.of("@syncId", "s", "Title", "x", "Site", Map.of("Url", "https://a.example", "Description", "The A")));
        Object id = made.get("@id");

        assertThat(links("update", Map.of("@id", id, "Site", Map.of("Url", "https://b.example"), "@parts", List.of("Site.Url"))))
                .as("with the text beside it").containsEntry("Site", Map.of("Url", "https://b.example", "Description", "The A"));
        assertThat(links("update", Map.of("@id", id, "Site", Map.of("Description", "The B"), "@parts", List.of("Site.Description"))))
                .containsEntry("Site", Map.of("Url", "https://b.example", "Description", "The B"));
        assertThat(links("update", Map.of("@id", id, "@version", made.get("@version"), "Site", Map.of("Url", "https://c.example"), "@parts", List.of("Site.Url"))))
                .containsEntry("@status", "stale");
        assertThat(links("update", Map.of("@id", "77", "Site", Map.of("Url", "https://c.example"), "@parts", List.of("Site.Url"))))
                .containsEntry("@status", "missing");
    }

    private Map<String, Object> links(String action, Map<String, Object> write) {
        return records(context.createFluentProducerTemplate().to("sync-sharepoint:list?site=demo&list=Links").withBody(List.of(write))
                .withHeader("SyncAction", action).request(org.apache.camel.Exchange.class).getMessage()).get(0);
    }

    @Test
    void oneByOneIsAnsweredOneByOne() throws Exception {
        assertThat(ask("update", Map.of("@id", "1", "Title", "x"), "", Map.of()).getBody(Map.class)).containsEntry("@status", "written");
        assertThat(ask("read", "1", "", Map.of()).getBody(Map.class)).containsEntry("@id", "1");
    }

    private static List<Object> ids(List<Map<String, Object>> records) {
        return records.stream().map(record -> record.get("@id")).toList();
    }
}
