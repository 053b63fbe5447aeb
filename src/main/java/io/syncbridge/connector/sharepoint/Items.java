package io.syncbridge.connector.sharepoint;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.OPERATION;
import static io.syncbridge.component.ReportKeys.TIME;
import static io.syncbridge.component.ReportKeys.VERSION;

import java.util.LinkedHashMap;
import java.util.Map;

/** Graph's items as records: the columns' values beside what the item says of itself, and the report keys. */
final class Items {

    private static final String ETAG = "@odata.etag";

    private Items() {
    }

    /** @param item a listItem with its fields, or without them; then the record says nothing of the columns */
    static Map<String, Object> report(ListInfo list, Map<?, ?> item) {
        var report = new LinkedHashMap<String, Object>();
        Map<?, ?> fields = item.get("fields") instanceof Map<?, ?> map ? map : Map.of();
        if (!fields.isEmpty()) {
            report.putAll(list.read(fields));
        }
        ListInfo.ITEM_LEVEL.forEach(name -> put(report, name, item.get(name)));
        put(report, ID, String.valueOf(item.get("id")));
        put(report, VERSION, first(item.get("eTag"), item.get(ETAG), fields.get(ETAG)));
        put(report, TIME, item.get("lastModifiedDateTime"));
        return report;
    }

    /** @param fields the answer to a change of an item's fields, which shows the whole of them and nothing else of the item */
    static Map<String, Object> reportFields(ListInfo list, String id, Map<?, ?> fields) {
        var item = new LinkedHashMap<String, Object>();
        item.put("id", id);
        item.put("fields", fields);
        put(item, "eTag", fields.get(ETAG));
        put(item, "createdDateTime", fields.get("Created"));
        put(item, "lastModifiedDateTime", fields.get("Modified"));
        return report(list, item);
    }

    /** Returns the report of an item that is in the recycle bin. */
    static Map<String, Object> deleted(String id) {
        return new LinkedHashMap<>(Map.of(ID, id, OPERATION, "delete"));
    }

    private static Object first(Object... values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
