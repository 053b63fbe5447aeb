package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one event of Change Data Capture says of itself. */
record ChangeEvent(String type, String origin, List<String> recordIds, String transaction, Object sequence, Object committed) {

    /** @param data as the event carries it: schema, payload and event */
    static ChangeEvent of(Map<String, Object> data) {
        Map<?, ?> header = data.get("payload") instanceof Map<?, ?> payload
                && payload.get("ChangeEventHeader") instanceof Map<?, ?> found ? found : Map.of();
        List<String> ids = header.get("recordIds") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        return new ChangeEvent(String.valueOf(header.get("changeType")), String.valueOf(header.get("changeOrigin")), ids,
                header.get("transactionKey") == null ? null : header.get("transactionKey").toString(), header.get("sequenceNumber"),
                header.get("commitTimestamp"));
    }

    /** Says whether so much has changed that the event does not name the records. */
    boolean isOverflow() {
        return type.equals("GAP_OVERFLOW");
    }

    boolean isOf(String client) {
        return origin.endsWith(";client=" + client);
    }

    /** Returns the records that it is about, to be read; a delete says all by itself. */
    List<Map<String, Object>> reports() {
        return isOverflow() ? List.of() : recordIds.stream().map(this::report).toList();
    }

    private Map<String, Object> report(String id) {
        var report = new LinkedHashMap<String, Object>();
        report.put(ReportKeys.ID, id);
        if (type.equals("DELETE") || type.equals("GAP_DELETE")) {
            report.put(ReportKeys.OPERATION, "delete");
            if (committed != null) {
                report.put(ReportKeys.TIME, committed);
            }
        } else {
            report.put(ReportKeys.HINT, true);
        }
        if (transaction != null) {
            report.put(ReportKeys.EVENT_ID, transaction + "/" + sequence + "/" + id);
        }
        return report;
    }
}
