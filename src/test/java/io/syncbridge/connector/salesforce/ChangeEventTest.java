package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeEventTest {

    @Test
    void aDeleteHasTheTimeOfItsCommit() {
        for (String type : List.of("DELETE", "GAP_DELETE")) {
            assertThat(reports(type, 1_700_000_000_123L)).containsExactly(Map.of("@id", "001A", "@operation", "delete",
                    "@time", 1_700_000_000_123L, "@eventId", "t/1/001A"));
        }
        assertThat(reports("DELETE", null)).first().asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP).doesNotContainKey("@time");
    }

    @Test
    void everythingElseIsReadWithTheTimeOfTheRecord() {
        for (String type : List.of("CREATE", "UPDATE", "UNDELETE", "GAP_UPDATE")) {
            assertThat(reports(type, 1_700_000_000_123L)).as(type).containsExactly(Map.of("@id", "001A", "@hint", true, "@eventId", "t/1/001A"));
        }
        assertThat(reports("GAP_OVERFLOW", 1L)).isEmpty();
    }

    private static List<Map<String, Object>> reports(String type, Long committed) {
        var header = new HashMap<String, Object>(Map.of("changeType", type, "changeOrigin", "x", "recordIds", List.of("001A"), "transactionKey", "t",
                "sequenceNumber", 1));
        header.put("commitTimestamp", committed);
        return ChangeEvent.of(Map.of("payload", Map.of("ChangeEventHeader", header))).reports();
    }
}
