package io.syncbridge.operate;

import java.util.List;

/** Records side by side. */
public record Comparison(List<Column> columns, List<Row> rows) {

    /**
     * @param title the record's name, or the system that holds it
     * @param records its records, as {@code system/id}
     * @param syncId the thing that it belongs to; {@code null} for none
     * @param note what else is to be known of it, such as that it is deleted; {@code null} for nothing
     */
    public record Column(String title, List<String> records, String syncId, String note) {
    }

    /**
     * @param asked whether it is the field in question
     * @param differs whether the columns hold different values
     */
    public record Row(String field, boolean asked, boolean differs, List<Cell> cells) {
    }

    /** @param known whether it is known what the record holds there */
    public record Cell(boolean known, Object value) {
    }
}
