package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** The simulated SharePoint as a person sees it: the items of a list, to edit by hand, and the faults to switch. */
@Path("/demo/graph")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class GraphPage {

    private static final int SHOWN = 100;

    private final Template page;
    private final GraphDemo demo;

    GraphPage(@Location("demo-graph.html") Template page, GraphDemo demo) {
        this.page = page;
        this.demo = demo;
    }

    /** A value in a form. @param choices what may be chosen; none where anything may be written */
    public record Cell(String name, String label, String value, boolean yesNo, List<String> choices) {
    }

    /** An item in a form. */
    public record Shown(String id, String title, String account, boolean deleted, String note, List<Cell> cells) {
    }

    /** A fault's switch. @param json how it is switched on; blank if it is off */
    public record Switch(String name, String description, String json) {
    }

    @GET
    public String show(@QueryParam("list") @DefaultValue("Companies") String name,
            @QueryParam("mistake") @DefaultValue("") String mistake) {
        ListInfo list = lists().find(name).orElseGet(() -> lists().get("Companies"));
        return page.data("list", list.displayName(), "mistake", mistake)
                .data("lists", lists().all().stream().map(ListInfo::displayName).toList())
                .data("empty", cells(list, Json.object()))
                .data("items", items().after(list.id(), 0, SHOWN).stream().map(item -> shown(list, item)).toList())
                .data("recycled", items().recycled(list.id()).stream().limit(SHOWN).map(item -> shown(list, item)).toList())
                .data("faults", Arrays.stream(Fault.values()).map(this::toggle).toList())
                .render();
    }

    /** The button that was pressed says what to do: save, delete or restore. */
    @POST
    public Response edit(@QueryParam("list") String name, MultivaluedMap<String, String> form) {
        return edited(name, () -> {
            ListInfo list = lists().get(name);
            String id = form.getFirst("id");
            if (form.containsKey("delete")) {
                items().delete(list, id, null);
            } else if (form.containsKey("restore")) {
                items().restore(list, id);
            } else if (id.isEmpty()) {
                items().create(list, list.merged(Json.object(), wish(list, form), true), Users.BY_HAND);
            } else {
                items().update(list, id, null, kept -> list.merged(kept, wish(list, form), true), Users.BY_HAND);
            }
        });
    }

    /** Switches one fault. @param json what it is to do, see {@link Faults}; blank to switch it off */
    @POST
    @Path("switch")
    public Response toggle(@QueryParam("list") String name, @FormParam("fault") String fault, @FormParam("json") String json) {
        return edited(name, () -> {
            ObjectNode wish = Json.object();
            if (json == null || json.isBlank()) {
                wish.putNull(fault);
            } else {
                wish.set(fault, Json.parse(json));
            }
            demo.service().faults().set(wish);
        });
    }

    private static Response edited(String list, Runnable edit) {
        UriBuilder back = UriBuilder.fromPath("/demo/graph").queryParam("list", "{list}");
        try {
            edit.run();
            return Response.seeOther(back.build(list)).build();
        } catch (GraphException refused) {
            return Response.seeOther(back.queryParam("mistake", "{mistake}").build(list, refused.getMessage())).build();
        }
    }

    private static ObjectNode wish(ListInfo list, MultivaluedMap<String, String> form) {
        ObjectNode wish = Json.object();
        for (Column column : list.columns()) {
            String text = form.getFirst(column.fieldName());
            switch (column.kind()) {
                case BOOLEAN -> wish.put(column.fieldName(), text != null);
                case NUMBER, CURRENCY -> putNumber(wish, column.fieldName(), text);
                case HYPERLINK -> wish.set(column.fieldName(), isBlank(text) ? null : Json.object().put("Url", text));
                default -> wish.put(column.fieldName(), isBlank(text) ? null : text);
            }
        }
        return wish;
    }

    /** What is no number goes on as text, and is refused as such. */
    private static void putNumber(ObjectNode wish, String name, String text) {
        if (isBlank(text)) {
            wish.putNull(name);
            return;
        }
        try {
            wish.put(name, Double.parseDouble(text));
        } catch (NumberFormatException refusedLater) {
            wish.put(name, text);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static Shown shown(ListInfo list, Item item) {
        String note = "version " + item.version() + ", " + item.modified() + " by " + Users.of(item.editor()).name();
        return new Shown(Long.toString(item.id()), item.fields().path("Title").asText(), item.fields().path("AccountNumber").asText(),
                item.deleted(), note, cells(list, item.fields()));
    }

    private static List<Cell> cells(ListInfo list, ObjectNode fields) {
        return list.columns().stream().map(column -> {
            JsonNode value = fields.path(column.fieldName());
            List<String> choices = StreamSupport.stream(column.facet().path("choices").spliterator(), false).map(JsonNode::asText).toList();
            return new Cell(column.fieldName(), column.definition().path("displayName").asText(),
                    column.kind() == Kind.HYPERLINK ? value.path("Url").asText() : value.asText(), column.kind() == Kind.BOOLEAN, choices);
        }).toList();
    }

    private Switch toggle(Fault fault) {
        JsonNode setting = demo.service().faults().json().path(fault.label());
        return new Switch(fault.label(), fault.description(), setting.isMissingNode() ? "" : setting.toString());
    }

    private Lists lists() {
        return demo.service().lists();
    }

    private Items items() {
        return demo.service().items();
    }
}
