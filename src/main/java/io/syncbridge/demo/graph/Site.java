package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The one site of the tenant; it also answers as the tenant's root. */
final class Site {

    static final String HOST = "demo.sharepoint.com";
    static final String COLLECTION = "2c712604-1370-44e7-a1f5-426573fda80a";
    static final String WEB = "2d2244c3-251a-49ea-93a8-39e1c3a060fe";
    static final String ID = HOST + "," + COLLECTION + "," + WEB;
    static final String ADDRESS = "https://" + HOST + "/sites/demo";

    private static final Set<String> NAMES = Set.of(ID, "demo", "root", HOST, WEB, COLLECTION, HOST + "," + COLLECTION,
            HOST + ":sites:demo");

    private Site() {
    }

    /** @throws GraphException if there is no site of this id */
    static void check(String id) {
        if (NAMES.stream().noneMatch(id::equalsIgnoreCase)) {
            throw GraphException.missing("Requested site could not be found");
        }
    }

    static ObjectNode json() {
        ObjectNode site = Json.object().put("createdDateTime", "2024-01-08T09:00:00Z").put("description", "").put("id", ID)
                .put("lastModifiedDateTime", "2024-01-08T09:00:00Z").put("name", "demo").put("webUrl", ADDRESS)
                .put("displayName", "Demo");
        site.putObject("root");
        site.putObject("siteCollection").put("hostname", HOST);
        return site;
    }
}
