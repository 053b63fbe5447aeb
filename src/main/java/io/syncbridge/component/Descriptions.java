package io.syncbridge.component;

import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Field;
import io.syncbridge.model.Description.Holds;
import io.syncbridge.model.SyncAction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The wire form of descriptions: what a route answers to {@code describe}. */
public final class Descriptions {

    private static final String FIELDS = "fields";
    private static final String REFUSED = "refused";

    private Descriptions() {
    }

    /** Returns the description as a route answers it. */
    public static Map<String, Object> toMap(Description description) {
        var refused = new LinkedHashMap<String, Object>();
        description.refused().forEach((action, why) -> refused.put(action.wireName(), why));
        return Map.of(FIELDS, description.fields().stream().map(Descriptions::toMap).toList(), REFUSED, refused);
    }

    private static Map<String, Object> toMap(Field field) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", field.name());
        map.put("type", field.type());
        map.put("holds", field.holds().name().toLowerCase(Locale.ROOT));
        map.put("length", field.length());
        map.put("needed", field.needed());
        map.put("writable", field.writable());
        map.put("unusable", field.unusable());
        return map;
    }

    /** Reads an answer; what it leaves out is not known. @throws BadChangeException if it is none */
    static Description read(Object answer) {
        if (answer == null) {
            return Description.NONE;
        }
        try {
            var refused = new EnumMap<SyncAction, String>(SyncAction.class);
            Map<?, ?> map = (Map<?, ?>) answer;
            if (map.get(REFUSED) instanceof Map<?, ?> actions) {
                actions.forEach((action, why) -> refused.put(SyncAction.of(action.toString()), String.valueOf(why)));
            }
            List<?> fields = map.get(FIELDS) instanceof List<?> list ? list : List.of();
            return new Description(fields.stream().map(field -> field((Map<?, ?>) field)).toList(), refused);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new BadChangeException("a description is a map of fields and refused, but it is " + answer + ": " + e.getMessage());
        }
    }

    private static Field field(Map<?, ?> field) {
        Object holds = field.get("holds");
        return new Field(String.valueOf(field.get("name")), String.valueOf(field.get("type")),
                holds == null ? Holds.ANYTHING : Holds.valueOf(holds.toString().toUpperCase(Locale.ROOT)),
                field.get("length") instanceof Number length ? length.intValue() : null, Boolean.TRUE.equals(field.get("needed")),
                !Boolean.FALSE.equals(field.get("writable")), field.get("unusable") == null ? null : field.get("unusable").toString());
    }
}
