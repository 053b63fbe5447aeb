package io.syncbridge.operate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.SyncLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogCsvTest {

    @Test
    void aLineHasACellForEachColumnAndQuotesWhatNeedsIt() {
        assertThat(line("1", "a \"b\", c")).isEqualTo("7,1970-01-01T00:00:00Z,contacts,t1,crm,1,,,,SUCCESS,a b,"
                + "\"a \"\"b\"\", c\",,,\"{\"\"a\"\":1}\"\r\n");
        assertThat(LogCsv.HEADER.split(",")).hasSize(15);
    }

    @Test
    void aSpreadsheetFindsNoFormulaInIt() {
        for (String evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
            assertThat(line(evil, "rule")).contains(",'" + evil + ",");
        }
    }

    private static String line(String record, String rule) {
        return LogCsv.line(new SyncLog.Entry(7, Instant.EPOCH, "contacts", "t1", "crm", record, null, null, null,
                SyncLog.Status.SUCCESS, List.of("a", "b"), Map.of("a", 1), rule, null, null));
    }
}
