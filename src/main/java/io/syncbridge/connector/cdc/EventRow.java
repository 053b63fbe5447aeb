package io.syncbridge.connector.cdc;

import java.time.DateTimeException;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * What the log tells of a row's values.
 *
 * @param unavailable the text that stands for a value that the log does not hold
 */
public record EventRow(Struct values, String unavailable) {

    /** Says whether the log tells the column's value. */
    public boolean has(String column) {
        Field field = values.schema().field(column);
        return field != null && !unavailable.equals(values.getWithoutDefault(column));
    }

    /**
     * Returns a column's value as {@link DebeziumValues} has it.
     *
     * @throws DateTimeException if it is no value of a calendar
     */
    public Object value(String column) {
        Field field = values.schema().field(column);
        return DebeziumValues.plain(field.schema().name(), values.getWithoutDefault(column));
    }

    /** Says whether both hold the same value of the column. */
    public boolean agrees(EventRow other, String column) {
        return has(column) && other.has(column)
                && Objects.equals(values.getWithoutDefault(column), other.values.getWithoutDefault(column));
    }
}
