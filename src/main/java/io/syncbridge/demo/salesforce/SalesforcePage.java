package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateData;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The simulated organization's accounts and faults, to look at and to change by hand. */
@Path(OrganizationServer.PATH)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SalesforcePage {

    private static final int SHOWN = 100;
    private static final String VERSION = "v59.0";
    private static final List<Field> FIELDS = Schema.ACCOUNT.fields().stream().filter(Field::writable)
            .filter(field -> field.references() == null).toList();

    private final Template page;
    private final DemoOrganization demo;

    SalesforcePage(@Location("salesforce.html") Template page, DemoOrganization demo) {
        this.page = page;
        this.demo = demo;
    }

    /** A field of an account. @param choices its values, where it takes no others */
    @TemplateData
    record Shown(String name, String label, String value, List<String> choices) {
    }

    /** An account; one without an id is to be added. */
    @TemplateData
    record Account(String id, String number, String name, String phone, String industry, String modified, boolean deleted,
            List<Shown> fields) {
    }

    @GET
    public String show(@QueryParam("search") @DefaultValue("") String search,
            @QueryParam("mistake") @DefaultValue("") String mistake) {
        var accounts = new ArrayList<Account>();
        accounts.add(account(Map.of("Id", "", "AccountNumber", "new", "Name", "Add an account", "IsDeleted", false), Map.of()));
        String soql = "SELECT FIELDS(ALL) FROM Account WHERE Name LIKE '%" + search.replace("\\", "\\\\").replace("'", "\\'")
                + "%' ORDER BY IsDeleted, AccountNumber NULLS LAST LIMIT " + SHOWN;
        demo.get().queries().run(soql, true, VERSION).records().forEach(record -> accounts.add(account(record, record)));
        var control = demo.get().control();
        return page.data("search", search, "mistake", mistake, "shown", SHOWN, "accounts", accounts)
                .data("query", URLEncoder.encode(search, StandardCharsets.UTF_8))
                .data("faults", control.shown().stream().map(Json::text).toList())
                .data("clockMinutes", demo.get().clock().offset().toMinutes())
                .data("kinds", StreamSupport.stream(Json.node(Fault.Kind.values()).spliterator(), false).map(kind -> kind.asText()).toList())
                .render();
    }

    private static Account account(Map<String, Object> head, Map<String, Object> values) {
        return new Account(text(head, "Id"), text(head, "AccountNumber"), text(head, "Name"), text(head, "Phone"),
                text(head, "Industry"), text(head, "LastModifiedDate"), (boolean) head.get("IsDeleted"),
                FIELDS.stream().map(field -> new Shown(field.name(), field.label(), text(values, field.name()),
                        field.values().isEmpty() ? null : field.values())).toList());
    }

    private static String text(Map<String, Object> values, String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }

    @POST
    public Response edit(@QueryParam("search") @DefaultValue("") String search, MultivaluedMap<String, String> form) {
        String id = form.getFirst("Id");
        ObjectNode values = Json.object();
        FIELDS.forEach(field -> values.put(field.name(), form.getFirst(field.name())));
        Write write = form.containsKey("delete") ? new Write.Delete(id) : form.containsKey("restore") ? new Write.Undelete(id)
                : id.isEmpty() ? new Write.Create(Schema.ACCOUNT, values) : new Write.Update(Schema.ACCOUNT, id, values);
        return done(search, () -> demo.get().records().apply(write, Origin.PERSON).orThrow());
    }

    @POST
    @Path("fault-form")
    public Response fault(MultivaluedMap<String, String> form) {
        return done("", () -> {
            if (form.containsKey("off")) {
                demo.get().control().switchOff();
                return;
            }
            ObjectNode fault = Json.object();
            form.forEach((name, value) -> {
                if (!value.get(0).isBlank()) {
                    fault.put(name, value.get(0));
                }
            });
            demo.get().control().switchOn(Json.read(fault, Fault.class));
        });
    }

    private static Response done(String search, Runnable work) {
        var back = UriBuilder.fromPath(OrganizationServer.PATH).queryParam("search", "{search}");
        try {
            work.run();
            return Response.seeOther(back.build(search)).build();
        } catch (ApiException refused) {
            return Response.seeOther(back.queryParam("mistake", "{mistake}").build(search, refused.getMessage())).build();
        }
    }
}
