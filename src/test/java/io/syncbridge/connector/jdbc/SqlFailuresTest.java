package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Refusal;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "08006,0,PASSING", "40001,0,BUSY", "40P01,0,BUSY", "53100,0,PASSING", "53300,0,PASSING", "55P03,0,BUSY", "55006,0,BUSY",
        "57014,0,PASSING", "57P01,0,PASSING", "57P03,0,PASSING", "25006,0,PASSING", "HYT00,50200,BUSY", "90098,90098,PASSING",
        "HY000,1205,BUSY", "40001,1213,BUSY", "08004,1040,PASSING", "70100,1317,PASSING", "HY000,1290,PASSING", "HY000,1114,PASSING",
        "42000,1226,QUOTA", "42000,1203,PASSING",
        "22001,0,FIELD", "22003,0,FIELD", "22007,0,FIELD", "22P02,0,FIELD", "22021,0,FIELD", "23502,0,FIELD", "23514,0,FIELD",
        "23502,23502,FIELD", "23513,23513,FIELD", "22018,22018,FIELD", "22001,1406,FIELD", "01000,1265,FIELD", "HY000,1366,FIELD",
        "23000,1048,FIELD", "23000,4025,FIELD", "HY000,1364,FIELD", "HY000,3819,FIELD",
        "23505,0,UNIQUE", "23P01,0,UNIQUE", "23505,23505,UNIQUE", "23000,1062,UNIQUE",
        "23503,0,REFERENCE", "23001,0,REFERENCE", "23503,23503,REFERENCE", "23506,23506,REFERENCE", "23000,1451,REFERENCE", "23000,1452,REFERENCE",
        "42501,0,PERMISSION", "90096,90096,PERMISSION", "42000,1142,PERMISSION", "42000,1143,PERMISSION", "42000,1370,PERMISSION",
        "P0001,0,RECORD", "45000,1644,RECORD", "08S01,1153,RECORD", "54000,0,RECORD", "23000,0,RECORD", "40002,0,RECORD", "55000,0,RECORD",
        "0A000,0,OURS", "42601,0,OURS", "42804,0,OURS", "42000,1064,OURS", ",0,RECORD"})
    void eachCodeHasItsKind(String state, int code, Refusal kind) {
        assertThat(SqlFailures.kind(new SQLException("no", state, code))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"42703,0,true", "42P01,0,true", "26000,0,true", "42S02,1146,true", "42S22,1054,true", "42S22,42122,true", "42S04,42104,true",
        "42104,42104,true", "42601,0,false", "23505,0,false"})
    void changesOfTheSchemaAreTold(String state, int code, boolean changed) {
        assertThat(SqlFailures.isOfSchema(new SQLException("no", state, code))).isEqualTo(changed);
    }

    @Test
    void aCachedPlanIsOfTheSchemaAndOtherMissingFeaturesAreNot() {
        assertThat(SqlFailures.isOfSchema(new SQLException("ERROR: cached plan must not change result type", "0A000"))).isTrue();
        assertThat(SqlFailures.isOfSchema(new SQLException("ERROR: FOR UPDATE is not allowed here", "0A000"))).isFalse();
    }

    @Test
    void theReasonOfABatchStandsBehindIt() {
        var batch = new SQLException("Batch entry 0 was aborted", "00000");
        batch.setNextException(new SQLException("duplicate key", "23505"));

        assertThat(SqlFailures.kind(batch)).isEqualTo(Refusal.UNIQUE);
        assertThat(SqlFailures.message(batch)).isEqualTo("duplicate key");
    }

    @Test
    void thatThereIsNoConnectionPasses() {
        assertThat(SqlFailures.isPassing(new SQLTransientConnectionException("Acquisition timeout"))).isTrue();
        assertThat(SqlFailures.isPassing(new SQLNonTransientConnectionException("closed", "", 0))).isTrue();
    }
}
