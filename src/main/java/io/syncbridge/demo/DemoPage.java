package io.syncbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.syncbridge.demo.ErpContacts.InvalidException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;

/** Both demo systems side by side, to look at and to edit by hand: the CRM by SQL, the ERP through what its API uses. */
@Path("/demo")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class DemoPage {

    private static final int SHOWN = 40;
    private static final List<String> CRM_TEXTS =
            List.of("first_name", "last_name", "email", "phone", "company", "country", "birthday");

    private final Template page;
    private final CrmContacts crm;
    private final ErpContacts erp;
    private final ObjectMapper json;

    DemoPage(@Location("demo.html") Template page, CrmContacts crm, ErpContacts erp, ObjectMapper json) {
        this.page = page;
        this.crm = crm;
        this.erp = erp;
        this.json = json;
    }

    @GET
    public String show(@QueryParam("search") @DefaultValue("") String search,
            @QueryParam("mistake") @DefaultValue("") String mistake) {
        return page.data("search", search, "mistake", mistake, "shown", SHOWN, "crm", crm.search(search, SHOWN))
                .data("erp", erp.search(search, SHOWN))
                .data("query", URLEncoder.encode(search, StandardCharsets.UTF_8))
                .render();
    }

    @POST
    @Path("crm")
    public Response editCrm(@QueryParam("search") @DefaultValue("") String search, MultivaluedMap<String, String> form) {
        return edited(search, () -> {
            String id = form.getFirst("id");
            if (form.containsKey("delete")) {
                crm.delete(Long.parseLong(id));
            } else if (id.isEmpty()) {
                crm.insert(crmValues(form));
            } else {
                crm.update(Long.parseLong(id), crmValues(form));
            }
        });
    }

    @POST
    @Path("erp-form")
    public Response editErp(@QueryParam("search") @DefaultValue("") String search, MultivaluedMap<String, String> form) {
        return edited(search, () -> {
            String id = form.getFirst("id");
            if (form.containsKey("delete")) {
                erp.delete(id, null);
            } else if (id.isEmpty()) {
                erp.create(erpValues(form));
            } else {
                erp.patch(id, null, erpValues(form));
            }
        });
    }

    private static Response edited(String search, Runnable edit) {
        var back = UriBuilder.fromPath("/demo").queryParam("search", "{search}");
        try {
            edit.run();
            return Response.seeOther(back.build(search)).build();
        } catch (InvalidException | IllegalArgumentException | JdbiException refused) {
            return Response.seeOther(back.queryParam("mistake", "{mistake}")
                    .build(search, String.valueOf(refused.getMessage()).lines().findFirst().orElse(""))).build();
        }
    }

    private static Map<String, Object> crmValues(MultivaluedMap<String, String> form) {
        var values = new LinkedHashMap<String, Object>();
        CRM_TEXTS.forEach(column -> values.put(column, blankAsNull(form.getFirst(column))));
        values.put("active", form.containsKey("active"));
        return values;
    }

    private JsonNode erpValues(MultivaluedMap<String, String> form) {
        var values = new LinkedHashMap<String, Object>();
        for (String field : List.of("fullName", "organisation", "country", "dateOfBirth")) {
            values.put(field, blankAsNull(form.getFirst(field)));
        }
        var contact = new LinkedHashMap<String, Object>();
        contact.put("email", blankAsNull(form.getFirst("email")));
        contact.put("phone", blankAsNull(form.getFirst("phone")));
        values.put("contact", contact);
        values.put("status", form.containsKey("active") ? "active" : "inactive");
        return json.valueToTree(values);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }
}
