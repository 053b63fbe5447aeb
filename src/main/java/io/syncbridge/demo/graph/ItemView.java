package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Shows items as Graph does. */
class ItemView {

    private static final String CONTENT_TYPE = "0x0100A5C2F3B6D1E84C4F9B7A0D3E6F1C2B58";

    private final Lists lists;
    private final Items items;

    ItemView(Lists lists, Items items) {
        this.lists = lists;
        this.items = items;
    }

    /** Returns the item with what {@code $select} and {@code $expand} ask for. */
    ObjectNode item(ListInfo list, Item item, Map<String, String> query) {
        ObjectNode json = Json.object();
        json.put("@odata.etag", item.etag()).put("createdDateTime", item.created().toString()).put("eTag", item.etag())
                .put("id", Long.toString(item.id())).put("lastModifiedDateTime", item.modified().toString())
                .put("webUrl", address(list) + "/" + item.id() + "_.000");
        json.set("createdBy", identity(item.author()));
        json.set("lastModifiedBy", identity(item.editor()));
        json.set("parentReference", parent(list));
        json.set("contentType", contentType());
        List<String> selected = Expand.names(query.get("select"));
        if (selected.contains("sharepointIds")) {
            json.putObject("sharepointIds").put("listId", list.id()).put("listItemId", Long.toString(item.id()))
                    .put("listItemUniqueId", item.guid()).put("siteId", Site.COLLECTION).put("siteUrl", Site.ADDRESS)
                    .put("webId", Site.WEB);
        }
        ObjectNode chosen = selected.isEmpty() ? json : Json.only(json, selected);
        Map<String, String> fields = Expand.of(query.get("expand")).get("fields");
        if (fields != null) {
            chosen.set("fields", fields(list, item, fields.get("select")));
        }
        return chosen;
    }

    /** Returns what the delta says of an item in the recycle bin. */
    ObjectNode deleted(ListInfo list, Item item) {
        ObjectNode json = Json.object().put("id", Long.toString(item.id()));
        json.set("parentReference", parent(list));
        json.set("contentType", contentType());
        json.putObject("deleted").put("state", "deleted");
        return json;
    }

    /** Returns the values of an item; blank ones are left out. @param select {@code null} for all */
    ObjectNode fields(ListInfo list, Item item, String select) {
        ObjectNode fields = Json.object().put("@odata.etag", item.etag());
        fields.setAll(item.fields());
        String title = item.fields().path("Title").asText(null);
        if (title != null) {
            fields.put("LinkTitleNoMenu", title).put("LinkTitle", title);
        }
        fields.put("id", Long.toString(item.id())).put("ContentType", "Item").put("Modified", item.modified().toString())
                .put("Created", item.created().toString()).put("AuthorLookupId", Integer.toString(item.author()))
                .put("EditorLookupId", Integer.toString(item.editor())).put("_UIVersionString", item.version() + ".0")
                .put("Attachments", false).put("Edit", "").put("ItemChildCount", "0").put("FolderChildCount", "0")
                .put("_ComplianceFlags", "").put("_ComplianceTag", "").put("_ComplianceTagWrittenTime", "")
                .put("_ComplianceTagUserId", "");
        List<String> selected = Expand.names(select);
        return selected.isEmpty() ? fields : chosen(list, item, fields, selected);
    }

    /** What is looked up is shown itself only where it is asked for by name. */
    private ObjectNode chosen(ListInfo list, Item item, ObjectNode fields, List<String> selected) {
        for (String name : selected) {
            if (!list.knows(name)) {
                throw GraphException.invalid("Field '" + name + "' is not recognized");
            }
        }
        list.columns().stream().filter(column -> column.kind().isReference() && selected.contains(column.name())
                && item.fields().has(column.fieldName())).forEach(column -> fields.put(column.name(),
                        lookedUp(column, item.fields().path(column.fieldName()).asText())));
        return Json.only(fields, selected);
    }

    private String lookedUp(Column column, String id) {
        String target = column.kind() == Kind.PERSON ? lists.get(Users.LIST).id() : column.facet().path("listId").asText();
        return items.get(target, id).fields().path(column.facet().path("columnName").asText("Title")).asText();
    }

    /** Returns the versions of an item as a collection of listItemVersion. */
    ObjectNode version(ListInfo list, Item version) {
        ObjectNode json = Json.object().put("id", version.version() + ".0").put("lastModifiedDateTime", version.modified().toString());
        json.set("lastModifiedBy", identity(version.editor()));
        json.set("fields", fields(list, version, null));
        return json;
    }

    static String address(ListInfo list) {
        return Site.ADDRESS + "/Lists/" + list.name().replace(" ", "%20");
    }

    private static ObjectNode contentType() {
        return Json.object().put("id", CONTENT_TYPE).put("name", "Item");
    }

    private static ObjectNode parent(ListInfo list) {
        return Json.object().put("id", list.id()).put("siteId", Site.ID);
    }

    private static ObjectNode identity(int key) {
        ObjectNode identity = Json.object();
        if (key == Users.APPLICATION) {
            identity.putObject("application").put("id", "demo").put("displayName", "demo");
        }
        identity.set("user", Users.of(key).identity());
        return identity;
    }
}
