package io.syncbridge.demo.graph;

import static io.syncbridge.demo.graph.GraphClient.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Login, sites, lists and items by plain HTTP. */
class GraphItemsIT {

    private static final String UNINDEXED = "HonorNonIndexedQueriesWarningMayFailRandomly";

    private GraphServer server;
    private GraphClient graph;

    @BeforeEach
    void start() throws Exception {
        server = GraphServer.start();
        graph = new GraphClient(server.url()).login();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aTokenIsGivenForTheRightSecretOnly() throws Exception {
        String start = "grant_type=client_credentials&client_id=demo&scope=x/.default&client_secret=";
        var good = graph.form("/demo/oauth2/v2.0/token", start + "demo");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.json().path("expires_in").asInt()).isEqualTo(3599);
        assertThat(good.json().path("token_type").asText()).isEqualTo("Bearer");

        var wrong = graph.form("/demo/oauth2/v2.0/token", start + "guess");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_client");
        assertThat(wrong.json().path("error_description").asText()).startsWith("AADSTS7000215").doesNotContain("guess");

        var basic = graph.form("/demo/oauth2/v2.0/token", "grant_type=client_credentials&scope=x/.default",
                "Authorization", "Basic ZGVtbzpkZW1v");
        assertThat(basic.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"other,grant_type=client_credentials&client_id=demo&client_secret=demo&scope=x/.default,400,AADSTS90002",
        "demo,client_id=demo&client_secret=demo&scope=x/.default,400,AADSTS900144",
        "demo,grant_type=client_credentials&client_id=demo&client_secret=demo&scope=User.Read,400,AADSTS1002012",
        "demo,grant_type=client_credentials&client_id=demo&client_secret=demo,400,AADSTS900144",
        "demo,grant_type=client_credentials&client_id=demo&scope=x/.default,401,AADSTS7000216",
        "demo,grant_type=client_credentials&client_id=x&client_secret=demo&scope=x/.default,400,AADSTS700016",
        "demo,grant_type=magic&client_id=demo&client_secret=demo&scope=x/.default,400,AADSTS70003"})
    void loginsAreRefusedWithTheirReasons(String tenant, String form, int status, String message) throws Exception {
        var answer = graph.form("/" + tenant + "/oauth2/v2.0/token", form);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error_description").asText()).startsWith(message);
        assertThat(answer.json().path("error_codes").path(0).asText()).isEqualTo(message.substring("AADSTS".length()));
    }

    @Test
    void withoutATokenNothingIsAnswered() throws Exception {
        var answer = new GraphClient(server.url()).get("/sites/demo", "client-request-id", "mine");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("InvalidAuthenticationToken");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(answer.header("client-request-id")).isEqualTo("mine");
        assertThat(answer.json().path("error").path("innerError").path("client-request-id").asText()).isEqualTo("mine");
        assertThat(answer.json().path("error").path("innerError").path("request-id").asText()).isEqualTo(answer.header("request-id"));
    }

    @Test
    void theSiteIsFoundByEachOfItsNames() throws Exception {
        String id = graph.get("/sites/demo").json().path("id").asText();
        assertThat(id.split(",")).hasSize(3);
        for (String name : new String[] {id, "root", "demo.sharepoint.com", "demo.sharepoint.com:/sites/demo", "demo.sharepoint.com:/sites/demo:"}) {
            assertThat(graph.get("/sites/" + name).json().path("id").asText()).as(name).isEqualTo(id);
        }
        assertThat(graph.get("/sites?search=demo").json().path("value").path(0).path("id").asText()).isEqualTo(id);
        assertThat(graph.get("/sites/demo.sharepoint.com:/sites/demo:/lists/Companies").status()).isEqualTo(200);
        var none = graph.get("/sites/elsewhere");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.code()).isEqualTo("itemNotFound");
    }

    @Test
    void listsAndColumnsAreDescribed() throws Exception {
        var lists = graph.get("/sites/demo/lists").json().path("value");
        assertThat(lists.findValuesAsText("displayName")).containsExactly("Companies", "Regions");
        var list = graph.get("/sites/demo/lists/Companies?$expand=columns,items($expand=fields)").json();
        assertThat(list.path("items").path(0).path("fields").path("AccountNumber").asText()).isEqualTo("A-1001");
        var columns = graph.get("/sites/demo/lists/" + list.path("id").asText() + "/columns").json().path("value");
        assertThat(columns).isEqualTo(list.path("columns"));
        var title = StreamSupport.stream(columns.spliterator(), false).filter(c -> c.path("name").asText().equals("Title")).findFirst().orElseThrow();
        assertThat(title.path("displayName").asText()).isEqualTo("Company Title");
        assertThat(columns.findValuesAsText("name")).contains("AccountNumber", "PhoneNumber", "Industry", "Revenue", "LastSynced",
                "Inactive", "SyncedBy", "SyncId", "Manager", "Region");
        assertThat(graph.get("/sites/demo/lists?$filter=displayName eq 'Regions'").json().path("value").findValuesAsText("displayName"))
                .containsExactly("Regions");
        assertThat(graph.get("/sites/demo/lists/Nothing").status()).isEqualTo(404);
        assertThat(graph.get("/sites/demo/lists/Companies/contentTypes").json().path("value")).isNotEmpty();
        assertThat(graph.get("/sites/demo/lists/User Information List/items?$expand=fields($select=EMail)").json().path("value")
                .findValuesAsText("EMail")).contains("ada@demo.example");
    }

    @Test
    void aListIsMadeWithColumns() throws Exception {
        var created = graph.post("/sites/demo/lists", """
                {"displayName": "Books", "columns": [{"name": "Pages", "number": {}}, {"name": "Site", "hyperlinkOrPicture": {}},
                 {"name": "Printed", "dateTime": {"format": "dateOnly"}}, {"name": "Notes", "text": {"allowMultipleLines": true}}],
                 "list": {"template": "genericList"}}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(graph.post("/sites/demo/lists/Books/columns", "{\"name\": \"Isbn\", \"indexed\": true, \"text\": {}}").status()).isEqualTo(201);
        assertThat(graph.post("/sites/demo/lists", "{\"displayName\": \"Books\"}").status()).isEqualTo(409);

        String items = "/sites/demo/lists/Books/items";
        String link = "{\"fields\": {\"Title\": \"x\", \"Site\": {\"Url\": \"https://x.example\", \"Description\": \"X\"}}}";
        assertThat(graph.post(items, link).status()).isEqualTo(400);
        var linked = graph.post(items, link, "Prefer", "apiversion=2.1").json().path("fields");
        assertThat(linked.path("Site").path("Url").asText()).isEqualTo("https://x.example");
        var dated = graph.post(items, "{\"fields\": {\"Printed\": \"2024-05-01T17:00:00Z\", \"Isbn\": \"1\", \"Notes\": \"" + "n".repeat(300)
                + "\", \"Pages\": 1.50}}").json().path("fields");
        assertThat(dated.path("Printed").asText()).isEqualTo("2024-05-01T00:00:00Z");
        assertThat(dated.path("Pages").asText()).isEqualTo("1.5");
        assertThat(dated.path("Notes").asText()).hasSize(300);
    }

    @Test
    void anItemLives() throws Exception {
        var created = graph.post(ITEMS, """
                {"fields": {"Title": "Acme", "PhoneNumber": "", "Revenue": 1200000.0, "Industry": "Farming", "ManagerLookupId": 2,
                 "RegionLookupId": "3", "LastSynced": "2024-05-01T12:00:00.987+02:00", "Inactive": false}}""");
        assertThat(created.status()).isEqualTo(201);
        String id = created.json().path("id").asText();
        var fields = created.json().path("fields");
        assertThat(fields.path("Revenue").toString()).isEqualTo("1200000");
        assertThat(fields.path("LastSynced").asText()).isEqualTo("2024-05-01T10:00:00Z");
        assertThat(fields.path("ManagerLookupId").asText()).isEqualTo("2");
        assertThat(fields.has("PhoneNumber")).isFalse();
        assertThat(fields.path("LinkTitle").asText()).isEqualTo("Acme");
        assertThat(created.json().path("createdBy").path("application").path("displayName").asText()).isEqualTo("demo");
        String etag = created.header("ETag");
        assertThat(etag).matches("\"[-0-9a-f]{36},1\"").isEqualTo(created.json().path("eTag").asText())
                .isEqualTo(fields.path("@odata.etag").asText());

        var patched = graph.patch(ITEMS + "/" + id + "/fields", "{\"Title\": \"Acme Ltd\", \"Industry\": null}", "If-Match", etag);
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().path("_UIVersionString").asText()).isEqualTo("2.0");
        assertThat(patched.json().has("Industry")).isFalse();
        assertThat(patched.json().path("RegionLookupId").asText()).isEqualTo("3");

        var stale = graph.patch(ITEMS + "/" + id + "/fields", "{\"Title\": \"Lost\"}", "If-Match", etag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(graph.delete(ITEMS + "/" + id, "If-Match", etag).status()).isEqualTo(412);

        var read = graph.get(ITEMS + "/" + id + "?$select=id,sharepointIds&$expand=fields($select=Title,Region)").json();
        assertThat(read.path("fields").path("Title").asText()).isEqualTo("Acme Ltd");
        assertThat(read.path("fields").path("Region").asText()).isEqualTo("East");
        assertThat(read.path("fields").has("Revenue")).isFalse();
        assertThat(read.has("webUrl")).isFalse();
        assertThat(read.path("sharepointIds").path("listItemId").asText()).isEqualTo(id);
        assertThat(graph.get(ITEMS + "/" + id).json().has("fields")).isFalse();
        assertThat(graph.get(ITEMS + "/" + id + "/versions").json().path("value").findValuesAsText("Title"))
                .containsExactly("Acme Ltd", "Acme");

        assertThat(graph.delete(ITEMS + "/" + id, "If-Match", patched.header("ETag")).status()).isEqualTo(204);
        assertThat(graph.get(ITEMS + "/" + id).status()).isEqualTo(404);
        assertThat(graph.patch(ITEMS + "/" + id + "/fields", "{}").code()).isEqualTo("itemNotFound");
        assertThat(graph.delete(ITEMS + "/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"Title\": 5}|Invalid value for field 'Title'", "{\"Nope\": 1}|Field 'Nope' is not recognized",
        "{\"Modified\": \"2024-01-01T00:00:00Z\"}|Field 'Modified' is read-only", "{\"Industry\": \"Fishing\"}|is not one of the choices",
        "{\"Revenue\": \"12\"}|Invalid value for field 'Revenue'", "{\"Inactive\": \"yes\"}|true or false", "{\"LastSynced\": \"soon\"}|a time",
        "{\"RegionLookupId\": 99}|there is no item 99", "{\"ManagerLookupId\": \"ada\"}|the id of a list item", "{\"Manager\": \"ada\"}|'Manager' is not recognized"})
    void whatAColumnCannotHoldIsRefused(String fields, String reason) throws Exception {
        var answer = graph.patch(ITEMS + "/1/fields", fields);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalidRequest");
        assertThat(answer.message()).contains(reason);
        assertThat(graph.post(ITEMS, "{\"fields\": " + fields + "}").status()).isEqualTo(400);
    }

    @Test
    void aUniqueValueStaysUnique() throws Exception {
        assertThat(graph.patch(ITEMS + "/1/fields", "{\"SyncId\": \"S-1\"}").status()).isEqualTo(200);
        assertThat(graph.patch(ITEMS + "/1/fields", "{\"SyncId\": \"S-1\"}").status()).isEqualTo(200);
        assertThat(graph.patch(ITEMS + "/2/fields", "{\"SyncId\": \"s-1\"}").message()).contains("unique constraints already has the provided value");
        graph.delete(ITEMS + "/1");
        assertThat(graph.patch(ITEMS + "/2/fields", "{\"SyncId\": \"S-1\"}").status()).isEqualTo(200);
    }

    @Test
    void malformedRequestsAreRefused() throws Exception {
        assertThat(graph.post(ITEMS, "{\"fields\": ").code()).isEqualTo("BadRequest");
        assertThat(graph.post(ITEMS, "{}").status()).isEqualTo(400);
        assertThat(graph.get("/planets").message()).isEqualTo("Resource not found for the segment 'planets'.");
        assertThat(graph.call("PUT", ITEMS, "{}").status()).isEqualTo(405);
        assertThat(graph.get(ITEMS + "?$top=none").status()).isEqualTo(400);
    }

    @Test
    void itemsAreFilteredAndOrdered() throws Exception {
        assertThat(titles(ITEMS + "?$expand=fields&$filter=fields/AccountNumber eq 'A-1003'")).containsExactly("Bluepeak Software");
        assertThat(titles(ITEMS + "?$expand=fields&$filter=startswith(fields/AccountNumber,'A-2')")).hasSize(2);
        assertThat(titles(ITEMS + "?$expand=fields&$filter=id ge 7")).containsExactly("Corner Market", "Lakeside Academy");
        var refused = graph.get(ITEMS + "?$filter=fields/Title eq 'x'");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).startsWith("Field 'Title' cannot be referenced in filter or orderby as it is not indexed.");
        assertThat(titles(ITEMS + "?expand=fields&filter=fields/Revenue gt 5000000 and not(fields/Industry eq 'Energy')"
                + "&$orderby=fields/Revenue desc", "Prefer", UNINDEXED)).containsExactly("Contour Bank", "Bluepeak Software");
        assertThat(graph.get(ITEMS + "?$filter=fields/Nope eq 1", "Prefer", UNINDEXED).message()).contains("not recognized");
    }

    @Test
    void pagesFollowOneAnother() throws Exception {
        for (String options : new String[] {"$top=3&$expand=fields", "$top=3&$expand=fields&$orderby=fields/AccountNumber desc",
            "$top=3&$expand=fields($select=Title)&$filter=startswith(fields/AccountNumber,'A-')"}) {
            var seen = new ArrayList<String>();
            String next = ITEMS + "?" + options;
            int pages = 0;
            while (!next.isEmpty()) {
                var page = graph.get(next).json();
                page.path("value").forEach(item -> seen.add(item.path("fields").path("Title").asText()));
                next = page.path("@odata.nextLink").asText();
                pages++;
            }
            assertThat(pages).isEqualTo(3);
            assertThat(seen).hasSize(8).doesNotHaveDuplicates();
        }
    }

    @Test
    void usersCanBeLookedUp() throws Exception {
        assertThat(graph.get("/users/ada@demo.example").json().path("displayName").asText()).isEqualTo("Ada Ferris");
        assertThat(graph.get("/users/nobody").code()).isEqualTo("Request_ResourceNotFound");
    }

    @Test
    void whatWasWrittenOutlivesARestart() throws Exception {
        String database = "jdbc:h2:mem:again;DB_CLOSE_DELAY=-1";
        String link;
        try (GraphServer first = GraphServer.on(database)) {
            var client = new GraphClient(first.url()).login();
            link = client.get(ITEMS + "/delta?token=latest").json().path("@odata.deltaLink").asText().replace(first.url(), "");
            client.patch(ITEMS + "/2/fields", "{\"Title\": \"Later\"}");
        }
        try (GraphServer second = GraphServer.on(database)) {
            var client = new GraphClient(second.url()).login();
            assertThat(client.get(second.url() + link).json().path("value")).extracting(item -> item.path("id").asText()).containsExactly("2");
            assertThat(client.get(ITEMS + "?$filter=id eq 2&$expand=fields").json().findValuesAsText("Title")).containsExactly("Later");
        }
    }

    private List<String> titles(String path, String... headers) throws Exception {
        return graph.get(path, headers).json().path("value").findValuesAsText("Title");
    }
}
