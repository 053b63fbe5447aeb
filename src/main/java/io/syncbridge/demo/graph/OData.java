package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** The shapes of OData answers. */
final class OData {

    private OData() {
    }

    /** Returns a collection with its {@code @odata.context}; links to further pages are put after the values by the caller. */
    static ObjectNode of(GraphRequest request, String what, Stream<ObjectNode> values) {
        ObjectNode json = Json.object().put("@odata.context", context(request, what));
        ArrayNode array = json.putArray("value");
        values.map(value -> selected(request, value)).forEach(array::add);
        return json;
    }

    /** Returns an entity with its {@code @odata.context}. */
    static ObjectNode one(GraphRequest request, String what, ObjectNode entity) {
        ObjectNode json = Json.object().put("@odata.context", context(request, what) + "/$entity");
        json.setAll(selected(request, entity));
        return json;
    }

    private static ObjectNode selected(GraphRequest request, ObjectNode entity) {
        List<String> names = Expand.names(request.query().get("select"));
        if (names.isEmpty()) {
            return entity;
        }
        ObjectNode chosen = Json.only(entity, names);
        Expand.of(request.query().get("expand")).keySet().stream().filter(entity::has).forEach(name -> chosen.set(name, entity.get(name)));
        if (entity.has("deleted")) {
            chosen.set("id", entity.get("id"));
            chosen.set("deleted", entity.get("deleted"));
        }
        return chosen;
    }

    private static String context(GraphRequest request, String what) {
        return request.origin() + GraphRequest.API + "/$metadata#" + what;
    }
}
