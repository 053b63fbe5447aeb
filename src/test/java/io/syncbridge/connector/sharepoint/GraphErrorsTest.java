package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.model.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphErrorsTest {

    @ParameterizedTest
    @CsvSource({"409,resourceModified,BUSY", "423,resourceLocked,BUSY", "423,x,BUSY", "409,nameAlreadyExists,UNIQUE", "409,x,BUSY",
        "401,unauthenticated,PASSING", "401,x,PASSING", "429,activityLimitReached,PASSING", "503,serviceNotAvailable,PASSING",
        "500,generalException,PASSING", "504,x,PASSING", "408,x,PASSING", "503,accessDenied,PASSING", "403,accessDenied,PERMISSION",
        "403,Authorization_RequestDenied,PERMISSION", "403,quotaLimitReached,QUOTA", "507,insufficientStorage,QUOTA", "402,x,QUOTA",
        "413,x,OURS", "414,x,OURS", "400,maxQueryLengthExceeded,OURS", "400,invalidRequest,RECORD", "422,x,RECORD"})
    void everyCodeAndStatusHasAKind(int status, String code, Refusal kind) {
        assertThat(GraphErrors.kind(answer(status, Map.of("code", code, "message", "m")))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|One or more fields with unique constraints already has the provided value.",
        "400|The list item could not be added or updated because duplicate values were found in the following field(s) in the list: [Sync Id].",
        "500|The list item could not be added or updated because duplicate values were found in one or more fields in the list."})
    void aUniqueValueThatIsTakenIsKnownByItsWords(int status, String words) {
        assertThat(GraphErrors.kind(answer(status, Map.of("code", "invalidRequest", "message", words)))).isEqualTo(Refusal.UNIQUE);
    }

    @Test
    void theInnermostCodeThatIsKnownCounts() {
        assertThat(GraphErrors.kind(answer(403, Map.of("code", "accessDenied", "message", "m", "innerError",
                Map.of("code", "x", "innererror", Map.of("code", "serviceReadOnly")))))).isEqualTo(Refusal.PASSING);
    }

    @Test
    void whatIsNoErrorOfGraphIsJudgedByItsStatus() {
        assertThat(GraphErrors.kind(new Answer("PATCH /x", 403, Map.of(), "<html>".getBytes()))).isEqualTo(Refusal.PERMISSION);
        assertThat(GraphErrors.kind(new Answer("PATCH /x", 400, Map.of(), new byte[0]))).isEqualTo(Refusal.RECORD);
    }

    private static Answer answer(int status, Map<String, Object> error) {
        return new Answer("PATCH /x", status, Map.of(), Json.write(Map.of("error", error)));
    }
}
