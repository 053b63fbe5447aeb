package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {

    private static final Map<String, Object> WRITE = Map.of("@id", "001", "Name", "A", "phone", "1", "AccountId", "002");

    @ParameterizedTest
    @CsvSource({"UNABLE_TO_LOCK_ROW,BUSY", "ENTITY_IS_LOCKED,BUSY", "RECORD_IN_USE_BY_WORKFLOW,BUSY", "SERVER_UNAVAILABLE,PASSING",
        "QUERY_TIMEOUT,PASSING", "INVALID_SESSION_ID,PASSING", "ALL_OR_NONE_OPERATION_ROLLED_BACK,PASSING", "API_DISABLED_FOR_ORG,PASSING",
        "REQUEST_LIMIT_EXCEEDED,QUOTA", "STORAGE_LIMIT_EXCEEDED,QUOTA", "TOO_MANY_APEX_REQUESTS,QUOTA",
        "STRING_TOO_LONG,FIELD", "FIELD_CUSTOM_VALIDATION_EXCEPTION,FIELD", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST,FIELD",
        "NUMBER_OUTSIDE_VALID_RANGE,FIELD", "INVALID_EMAIL_ADDRESS,FIELD", "FIELD_INTEGRITY_EXCEPTION,FIELD",
        "INVALID_FIELD_FOR_INSERT_UPDATE,FIELD", "DUPLICATE_VALUE,UNIQUE", "DUPLICATES_DETECTED,UNIQUE", "DUPLICATE_USERNAME,UNIQUE",
        "INVALID_CROSS_REFERENCE_KEY,REFERENCE", "DELETE_FAILED,REFERENCE", "ENTITY_IS_DELETED,REFERENCE", "CIRCULAR_DEPENDENCY,REFERENCE",
        "INSUFFICIENT_ACCESS_OR_READONLY,PERMISSION", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY,PERMISSION",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY,RECORD", "A_CODE_OF_NEXT_YEAR,RECORD", "MALFORMED_QUERY,OURS", "URI_TOO_LONG,OURS"})
    void everyCodeHasAKind(String code, Refusal kind) {
        assertThat(error(code, "x").kind()).isEqualTo(kind);
    }

    @Test
    void aTriggerHandsOnWhatItFailedBy() {
        assertThat(error("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "OnAccount: execution of AfterUpdate caused by: System.DmlException: Update"
                + " failed. First exception on row 0 with id 001; first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access").kind())
                .isEqualTo(Refusal.BUSY);
        assertThat(error("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "first error: STRING_TOO_LONG, the trigger's own mistake").kind())
                .isEqualTo(Refusal.RECORD);
    }

    @Test
    void fieldsAreNamedAsTheyWereWritten() {
        assertThat(refused(error("STRING_TOO_LONG", "too large", "Phone"))).containsEntry("@kind", "field").containsEntry("@fields", List.of("phone"));
        assertThat(refused(error("DUPLICATE_VALUE", "duplicate value found: Name duplicates value on record with id: 001000000000001")))
                .containsEntry("@kind", "unique").containsEntry("@fields", List.of("Name"));
        assertThat(refused(error("INVALID_FIELD", "No such column 'Name' on sobject of type Account"))).containsEntry("@kind", "field")
                .containsEntry("@fields", List.of("Name"));
    }

    @Test
    void whatNoFieldOfTheWriteCanMendIsTheRecord() {
        assertThat(refused(error("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Not on Sundays"))).containsEntry("@kind", "record");
        assertThat(refused(error("STRING_TOO_LONG", "in a field that a trigger sets", "Other"))).containsEntry("@kind", "record");
        assertThat(Refused.result(List.of(error("REQUIRED_FIELD_MISSING", "missing", "Name")), SyncAction.CREATE, WRITE)).containsEntry("@kind", "record");
        assertThat(refused(error("REQUIRED_FIELD_MISSING", "missing", "Name"))).containsEntry("@kind", "field");
    }

    @Test
    void ofSeveralErrorsAllFieldsAreNamedAndTheWorstCounts() {
        SalesforceError name = error("STRING_TOO_LONG", "n", "Name");
        SalesforceError phone = error("INVALID_EMAIL_ADDRESS", "p", "Phone");
        assertThat(refused(name, phone)).containsEntry("@kind", "field").extractingByKey("@fields").asList().containsExactlyInAnyOrder("Name", "phone");
        assertThat(refused(name, error("FIELD_CUSTOM_VALIDATION_EXCEPTION", "whole"))).containsEntry("@kind", "record");
        assertThat(refused(name, error("UNABLE_TO_LOCK_ROW", "l"))).containsEntry("@kind", "busy").containsEntry("@passing", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "STRING_TOO_LONG:Account Name: data value too large: a:b (max length=255):Name --|STRING_TOO_LONG|Name",
        "REQUIRED_FIELD_MISSING:Required fields are missing: [Name, Phone]:Name, Phone --|REQUIRED_FIELD_MISSING|Name Phone",
        "INVALID_EMAIL_ADDRESS:Email: invalid email address: foo:Email --|INVALID_EMAIL_ADDRESS|Email",
        "DUPLICATE_VALUE:duplicate value found: SyncId__c duplicates value on record with id: 001:--|DUPLICATE_VALUE|SyncId__c",
        "ENTITY_IS_DELETED:entity is deleted:--|ENTITY_IS_DELETED|''", "out of the blue||''"})
    void bulkResultsNameFieldsToo(String text, String code, String fields) {
        SalesforceError error = SalesforceError.ofBulk(text);
        assertThat(error.code()).isEqualTo(code == null ? "" : code);
        assertThat(String.join(" ", error.fields())).isEqualTo(fields);
    }

    @Test
    void staleIsNoRefusalAndMissingIsOnlyOfARecordThatIsThere() {
        assertThat(refused(error("ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE", "x"))).containsEntry("@status", "stale");
        assertThat(refused(error("ENTITY_IS_DELETED", "x"))).containsEntry("@status", "missing");
        assertThat(refused(error("ENTITY_IS_DELETED", "the parent", "AccountId"))).containsEntry("@kind", "reference");
        assertThat(Refused.result(List.of(error("INVALID_CROSS_REFERENCE_KEY", "x")), SyncAction.CREATE, WRITE)).containsEntry("@kind", "reference");
    }

    private static SalesforceError error(String code, String message, String... fields) {
        return SalesforceError.of(Map.of("statusCode", code, "message", message, "fields", List.of(fields)));
    }

    private static Map<String, Object> refused(SalesforceError... errors) {
        return Refused.result(List.of(errors), SyncAction.UPDATE, WRITE);
    }
}
