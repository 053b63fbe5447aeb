package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.mapping.Flags;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Salesforce refuses, what of it is tried again, and requests that are too large for it. */
class RefusalsIT extends SalesforceObjectBase {

    private static final String ACCOUNT = "sync-salesforce:object?object=Account&externalId=SyncId__c&bulkThreshold=0";
    private static final String CONTACT = "sync-salesforce:object?object=Contact&externalId=SyncId__c&bulkThreshold=0";

    @Test
    void oneRefusedFieldIsNamed() {
        String id = org.create("Account", Map.of("Name", "A"));

        assertThat(update(ACCOUNT, id, Map.of("Name", "x".repeat(300), "Phone", "1"))).containsEntry("@kind", "field")
                .containsEntry("@fields", List.of("Name"));
        assertThat(update(ACCOUNT, id, Map.of("Industry", "Fishing"))).containsEntry("@fields", List.of("Industry"));
        assertThat(update(ACCOUNT, id, Map.of("AnnualRevenue", "a lot", "Phone", "1"))).containsEntry("@kind", "field")
                .containsEntry("@fields", List.of("AnnualRevenue"));
        assertThat(update(ACCOUNT, id, Map.of("Unheard__c", "1", "Phone", "1"))).containsEntry("@fields", List.of("Unheard__c"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void anObjectDescribesItsFieldsAndWhatTheAccountMayDo() {
        Map<String, Object> described = ask(ACCOUNT, "describe", null, Map.of()).getBody(Map.class);

        assertThat((List<Map<String, Object>>) described.get("fields"))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "Name").containsEntry("needed", true).containsEntry("holds", "text"))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "AnnualRevenue").containsEntry("holds", "number").containsEntry("needed", false))
                .anySatisfy(field -> assertThat(field).containsEntry("name", "SystemModstamp").containsEntry("writable", false));
        assertThat(described).containsEntry("refused", Map.of());
        Map<String, Object> some = ask(ACCOUNT + "&fields=Name", "describe", null, Map.of()).getBody(Map.class);
        assertThat((List<Map<String, Object>>) some.get("fields")).anySatisfy(field -> assertThat(field).containsEntry("name", "Phone")
                .containsEntry("unusable", "is not read: name it in the option fields"));
    }

    @Test
    void theTimeOfASoftDeleteIsWrittenAndTakenBack() {
        String id = org.create("Account", Map.of("Name", "A"));
        for (String flag : List.of("now", "")) {
            var write = new HashMap<String, Object>();
            Flags.set(Map.of("Description", flag), Instant.EPOCH, write);
            assertThat(update(ACCOUNT, id, write)).containsEntry("@status", "written")
                    .containsEntry("Description", flag.isEmpty() ? null : "1970-01-01T00:00:00Z");
        }
    }

    /** Salesforce refuses a request as a whole where one value in it cannot be read. */
    @Test
    void aRecordThatSpoilsTheRequestSpoilsNoOther() {
        List<Map<String, Object>> writes = IntStream.range(0, 20).mapToObj(number -> write("s-" + number, Map.of("Name", "Spoilt " + number,
                "Phone", number == 7 ? (Object) Map.of("not", "a text") : "1"))).toList();

        List<Map<String, Object>> results = write(ACCOUNT, "create", writes);

        assertThat(results.stream().filter(result -> "written".equals(result.get("@status"))).count()).isEqualTo(19);
        assertThat(results.get(7)).containsEntry("@status", "failed").containsEntry("@kind", "record");
        assertThat(results.get(7).get("@error").toString()).contains("JSON_PARSER_ERROR");
    }

    @Test
    void aReferenceToNothingIsNotTakenForAMissingRecord() {
        String contact = org.create("Contact", Map.of("LastName", "B"));
        org.fault(Map.of("kind", "record-error", "code", "INVALID_CROSS_REFERENCE_KEY", "message", "invalid cross reference id", "count", 2));

        assertThat(update(CONTACT, contact, Map.of("AccountId", "0015g00000000zzAAA", "Title", "x"))).containsEntry("@status", "failed")
                .containsEntry("@kind", "reference").containsEntry("@fields", List.of("AccountId"));
        assertThat(write(CONTACT, "delete", List.of(Map.of("@id", contact))).get(0)).containsEntry("@kind", "reference");
        org.delete("Contact", contact);
        assertThat(update(CONTACT, contact, Map.of("Title", "x"))).containsEntry("@status", "missing");
    }

    @Test
    void aUniqueValueIsTaken() {
        org.create("Account", Map.of("Name", "A", "SyncId__c", "taken"));
        String id = org.create("Account", Map.of("Name", "B"));

        assertThat(update(ACCOUNT, id, Map.of("SyncId__c", "taken"))).containsEntry("@kind", "unique").containsEntry("@fields", List.of("SyncId__c"));
    }

    @Test
    void whatPassesIsSaidToPass() {
        String id = org.create("Account", Map.of("Name", "A"));
        for (var code : Map.of("STORAGE_LIMIT_EXCEEDED", "quota", "ENTITY_IS_LOCKED", "busy", "INVALID_SESSION_ID", "passing").entrySet()) {
            org.fault(Map.of("kind", "record-error", "code", code.getKey(), "message", "m", "count", 1));
            assertThat(update(ACCOUNT, id, Map.of("Name", "C"))).containsEntry("@kind", code.getValue()).containsEntry("@passing", true);
        }
        org.fault(Map.of("kind", "request-error", "requests", "PATCH", "status", 400, "code", "QUERY_TIMEOUT", "message", "m", "count", 1));
        assertThat(update(ACCOUNT, id, Map.of("Name", "C"))).containsEntry("@passing", true);
        assertThat(update(ACCOUNT, id, Map.of("Name", "C"))).containsEntry("@status", "written");
    }

    @Test
    void whatIsTooMuchForATriggerIsWrittenInSmallerParts() {
        org.fault(Map.of("kind", "record-error", "code", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "message",
                "OnAccount: System.LimitException: Too many SOQL queries: 101", "count", 20));

        assertThat(write(ACCOUNT, "create", IntStream.range(0, 20).mapToObj(n -> write("s-" + n, Map.of("Name", "T" + n))).toList()))
                .allMatch(result -> "written".equals(result.get("@status")));
    }

    @Test
    void aFieldThatIsGoneIsNotAskedForAgain() {
        String id = org.create("Account", Map.of("Name", "A"));
        read(ACCOUNT, List.of(id));
        org.fault(Map.of("kind", "request-error", "requests", "POST composite/sobjects", "code", "INVALID_FIELD",
                "message", "No such column 'Gone__c' on entity 'Account'.", "count", 1));

        assertThat(read(ACCOUNT, List.of(id))).hasSize(1);
    }

    /** A name of non-ASCII letters is nine times as long in an address. */
    @Test
    void longQueriesGetThrough() {
        String strange = "ﾊﾝﾄﾞﾙ名".repeat(20);
        String id = org.create("Account", Map.of("Name", strange));
        List<Map<String, Object>> wanted = IntStream.range(0, 60).mapToObj(n -> Map.<String, Object>of("Name", n == 30 ? strange : "名".repeat(80) + n)).toList();

        assertThat(find(wanted)).extracting(found -> found.get("@id")).containsExactly(id);
        assertThat(find(List.of(Map.of("Name", "名".repeat(4000))))).isEmpty();
    }

    @Test
    void aQueryThatIsTooComplicatedIsAskedInHalves() {
        String id = org.create("Account", Map.of("Name", "A"));
        find(List.of(Map.of("Name", "A")));
        org.fault(Map.of("kind", "request-error", "requests", "query", "code", "QUERY_TOO_COMPLICATED", "message", "m", "count", 1));

        assertThat(find(List.of(Map.of("Name", "none"), Map.of("Name", "A")))).extracting(found -> found.get("@id")).containsExactly(id);
    }

    /** The bridge judges by its own rules; what Salesforce might mean by the value has to be among what is found. */
    @Test
    void otherSpellingsAreFound() {
        var ids = new LinkedHashMap<String, String>();
        for (String name : List.of("Mu\u0308ller  Söhne", "MÜLLER SÖHNE", "Müller\u00a0Söhne", "50% off_now", "Ä")) {
            ids.put(name, org.create("Account", Map.of("Name", name)));
        }
        String phone = org.create("Account", Map.of("Name", "P", "Phone", "(030) 12 34-567"));

        assertThat(find(List.of(Map.of("Name", " Müller Söhne")))).extracting(found -> found.get("Name"))
                .contains("Mu\u0308ller  Söhne", "MÜLLER SÖHNE", "Müller\u00a0Söhne").doesNotContain("Ä");
        assertThat(find(List.of(Map.of("Name", "50%  off_now")))).extracting(found -> found.get("@id")).containsExactly(ids.get("50% off_now"));
        assertThat(find(List.of(Map.of("Name", "A\u0308")))).extracting(found -> found.get("@id")).containsExactly(ids.get("Ä"));
        assertThat(find(List.of(Map.of("Phone", "+49 30 1234567")))).extracting(found -> found.get("@id")).containsExactly(phone);
    }

    /** Records are written, and then read by another request. */
    @Test
    void whatAPersonEditsBetweenTheWriteAndTheReadIsSaidToBeChanged() {
        for (String endpoint : List.of(ACCOUNT, ACCOUNT + "&fields=Name,Phone")) {
            String id = org.create("Account", Map.of("Name", "A"));
            salesforce.before("composite/sobjects/Account", () -> salesforce.edit("Account", id, Map.of("Phone", "1")));
            assertThat(update(endpoint, id, Map.of("Name", "B"))).containsEntry("Name", "B").containsEntry("Phone", "1")
                    .containsEntry("@readLater", true).containsEntry("@changed", true);

            assertThat(update(endpoint, id, Map.of("Name", "C"))).containsEntry("Name", "C")
                    .as("nothing shows that somebody was there, and nothing excludes it").containsEntry("@readLater", true).doesNotContainKey("@changed");
        }
    }

    /** It may be the same user, in a browser, or another program with the same login. */
    @Test
    void whatIsChangedAtALaterTimeThanThatOfTheWriteIsSaidToBeChanged() {
        String id = org.create("Account", Map.of("Name", "A"));
        salesforce.before("composite/sobjects/Account", () -> {
            org.fault(Map.of("kind", "clock", "minutes", 1));
            org.update("Account", id, Map.of("Name", "Z"));
        });
        assertThat(update(ACCOUNT, id, Map.of("Name", "B"))).containsEntry("Name", "Z").containsEntry("@changed", true);
    }

    @Test
    void whoEditedARecordMakesNoOtherVersionWhereNobodyAskedForIt() {
        String id = org.create("Account", Map.of("Name", "A"));
        String chosen = ACCOUNT + "&fields=Name";
        Object version = read(chosen, List.of(id)).get(0).get("@version");

        assertThat(version.toString()).isEqualTo(read(chosen, List.of(id)).get(0).get("SystemModstamp") + "/"
                + version.toString().replaceFirst(".*/", ""));
        assertThat(read(ACCOUNT + "&fields=Name,LastModifiedById", List.of(id)).get(0).get("@version")).isNotEqualTo(version);
    }

    @Test
    void aFaultOfOurOwnMakingSaysNothingAboutTheSystem() {
        OrgClient client = bridge.getRegistry().lookupByNameAndType("salesforceConnections", SalesforceConnections.class).client("default", bridge);
        assertThatThrownBy(() -> client.get(client.path("query/?q=" + "x".repeat(20_000)))).isInstanceOf(OddAnswerException.class)
                .hasMessageContaining("could not be made");
    }

    private static Map<String, Object> write(String syncId, Map<String, Object> values) {
        var write = new HashMap<>(values);
        write.put(ReportKeys.SYNC_ID, syncId);
        return write;
    }

    private Map<String, Object> update(String endpoint, String id, Map<String, Object> values) {
        var write = new HashMap<>(values);
        write.put(ReportKeys.ID, id);
        return write(endpoint, "update", List.of(write)).get(0);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> read(String endpoint, List<String> ids) {
        return ask(endpoint, "read", ids, Map.of()).getBody(List.class);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> find(List<Map<String, Object>> wanted) {
        return ask(ACCOUNT, "find", wanted, Map.of()).getBody(List.class);
    }
}
