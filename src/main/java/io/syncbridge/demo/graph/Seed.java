package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the site holds at the first start. */
class Seed {

    private static final List<String> INDUSTRIES = List.of("Farming", "Finance", "Technology", "Manufacturing", "Energy",
            "Healthcare", "Retail", "Education", "Transport", "Other");

    private final Lists lists;
    private final Items items;

    Seed(Lists lists, Items items) {
        this.lists = lists;
        this.items = items;
    }

    void plant() {
        if (lists.find(Users.LIST).isPresent()) {
            return;
        }
        plantPeople();
        ListInfo regions = lists.create("Regions", false, List.of());
        List.of("North", "South", "East", "West").forEach(name -> add(regions, Json.object().put("Title", name)));
        ListInfo companies = lists.create("Companies", false, columns(regions));
        company(companies, "Northwind Farming", "A-1001", "+1 (415) 555-0101", "Farming", 1_200_000, "1");
        company(companies, "Contour Bank", "A-1002", "+1 (212) 555-0102", "Finance", 88_500_000, "3");
        company(companies, "Bluepeak Software", "A-1003", "+1 (206) 555-0103", "Technology", 9_750_000, "4");
        company(companies, "Granite Tools", "A-1004", "+1 (312) 555-0104", "Manufacturing", 4_300_000, "2");
        company(companies, "Harbor Energy Partners", "A-1005", null, "Energy", 152_000_000, "2");
        company(companies, "Maple Clinic", "A-1006", "+1 (617) 555-0106", "Healthcare", 2_150_000.5, "1");
        company(companies, "Corner Market", "A-2001", "+1 (503) 555-0107", "Retail", 640_000, null);
        company(companies, "Lakeside Academy", "A-2002", "+1 (608) 555-0108", "Education", 310_000, "3");
    }

    private void plantPeople() {
        ListInfo users = lists.create(Users.LIST, true, List.of(column("Name", "Account", "text"), column("EMail", "Work email", "text")));
        Users.all().forEach(user -> add(users, Json.object().put("Title", user.name())
                .put("Name", "i:0#.f|membership|" + user.address()).put("EMail", user.address())));
    }

    private static List<Column> columns(ListInfo regions) {
        return List.of(column("Title", "Company Title", "text"), indexed("AccountNumber", "Account Number", false),
                column("PhoneNumber", "Phone Number", "text"), industry(), column("Revenue", "Revenue", "currency"),
                column("LastSynced", "Last Synced", "dateTime"), column("Inactive", "Inactive", "boolean"),
                column("SyncedBy", "Synced By", "text"), indexed("SyncId", "Sync Id", true),
                column("Manager", "Manager", "personOrGroup"), region(regions));
    }

    private static Column column(String name, String displayName, String facet) {
        return Column.of(wish(name, displayName, facet));
    }

    private static ObjectNode wish(String name, String displayName, String facet) {
        ObjectNode wish = Json.object().put("name", name).put("displayName", displayName);
        wish.putObject(facet);
        return wish;
    }

    private static Column indexed(String name, String displayName, boolean unique) {
        return Column.of(wish(name, displayName, "text").put("indexed", true).put("enforceUniqueValues", unique));
    }

    private static Column industry() {
        ObjectNode wish = wish("Industry", "Industry", "choice");
        var choices = wish.withObjectProperty("choice").put("allowTextEntry", false).put("displayAs", "dropDownMenu").putArray("choices");
        INDUSTRIES.forEach(choices::add);
        return Column.of(wish);
    }

    private static Column region(ListInfo regions) {
        ObjectNode wish = wish("Region", "Region", "lookup");
        wish.withObjectProperty("lookup").put("listId", regions.id()).put("columnName", "Title").put("allowMultipleValues", false);
        return Column.of(wish);
    }

    private void company(ListInfo list, String title, String account, String phone, String industry, double revenue, String region) {
        add(list, Json.object().put("Title", title).put("AccountNumber", account).put("PhoneNumber", phone)
                .put("Industry", industry).put("Revenue", revenue).put("Inactive", false).put("RegionLookupId", region));
    }

    private void add(ListInfo list, ObjectNode fields) {
        items.create(list, list.merged(Json.object(), fields, false), Users.BY_HAND);
    }
}
