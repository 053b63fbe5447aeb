package io.syncbridge.connector.cdc;

import io.syncbridge.connector.cdc.RowChange.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** Reads what Debezium hands over, one record after the other: transactions do not overlap in the stream. */
final class DebeziumEvents {

    private static final String NEW_KEY = "__debezium.newkey";
    private static final String OLD_KEY = "__debezium.oldkey";

    private final String unavailable;
    private final Map<String, List<WriteMark>> marks = new HashMap<>();
    private Object transaction;

    /** @param unavailable what Debezium puts where the log holds no value */
    DebeziumEvents(String unavailable) {
        this.unavailable = unavailable;
    }

    /** Returns the changes by the tables' names with their schemas, in their order. */
    Map<String, List<RowChange>> changes(List<SourceRecord> records) {
        Map<String, List<RowChange>> changes = new HashMap<>();
        for (SourceRecord record : records) {
            if (record.value() instanceof Struct value && value.schema().field("op") != null) {
                read(record, value, changes);
            }
        }
        return changes;
    }

    private void read(SourceRecord record, Struct value, Map<String, List<RowChange>> changes) {
        Struct source = value.getStruct("source");
        begin(source.get("txId"));
        if (value.getString("op").equals("m")) {
            Struct message = value.getStruct("message");
            if (message.getString("prefix").equals(WriteMark.PREFIX)) {
                WriteMark mark = WriteMark.parse(bytes(message.get("content")));
                marks.computeIfAbsent(mark.table(), table -> new ArrayList<>()).add(mark);
            }
            return;
        }
        String table = source.getString("schema") + "." + source.getString("table");
        Kind kind = kind(value.getString("op"), record);
        Header former = kind == Kind.MOVED ? record.headers().lastWithName(OLD_KEY) : null;
        changes.computeIfAbsent(table, name -> new ArrayList<>()).add(new RowChange(kind, row(part(value, "before")), row(part(value, "after")),
                former == null ? null : row((Struct) former.value()), Instant.EPOCH.plus(source.getInt64("ts_us"), ChronoUnit.MICROS),
                marks.getOrDefault(table, List.of())));
    }

    private void begin(Object id) {
        if (id == null || !id.equals(transaction)) {
            marks.clear();
            transaction = id;
        }
    }

    private static Kind kind(String operation, SourceRecord record) {
        return switch (operation) {
            case "c", "r" -> record.headers().lastWithName(OLD_KEY) == null ? Kind.CREATE : Kind.MOVED;
            case "d" -> record.headers().lastWithName(NEW_KEY) == null ? Kind.DELETE : Kind.LEFT;
            case "t" -> Kind.TRUNCATE;
            default -> Kind.UPDATE;
        };
    }

    private static Struct part(Struct value, String name) {
        return value.schema().field(name) == null ? null : value.getStruct(name);
    }

    private EventRow row(Struct values) {
        return values == null ? null : new EventRow(values, unavailable);
    }

    private static byte[] bytes(Object content) {
        ByteBuffer buffer = ((ByteBuffer) content).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
