package io.syncbridge.operate.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.Failures;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One failed change: why, what was to be written, and what can be done. */
@Path("/console/failures/{id:\\d+}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class FailurePage {

    /** @param values the canonical values that were to be written and can be edited */
    public record Failure(Delivery delivery, String payload, Map<String, Object> values) {
    }

    private final Deliveries deliveries;
    private final Definitions definitions;
    private final Failures failures;
    private final Privacy privacy;
    private final ObjectMapper json;
    private final Pages pages;

    public FailurePage(Deliveries deliveries, Definitions definitions, Failures failures, Privacy privacy, ObjectMapper json,
            Pages pages) {
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.failures = failures;
        this.privacy = privacy;
        this.json = json;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@PathParam("id") long id) {
        Delivery failure = find(id);
        return Pages.Templates.failure(pages.frame("Failed change " + id, "failures"),
                new Failure(privacy.hide(failure), text(privacy.hide(failure).payload()), values(failure))).render();
    }

    @POST
    @Path("edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response edit(@PathParam("id") long id, MultivaluedMap<String, String> form) {
        Delivery failure = find(id);
        var edited = new LinkedHashMap<String, Object>();
        values(failure).forEach((field, before) -> {
            String typed = form.getFirst("field." + field);
            if (typed != null && !typed.equals(before == null ? "" : Shown.shown(before))) {
                edited.put(field, typed.isBlank() ? null : Choice.typed(typed, before == null ? List.of() : List.of(before)));
            }
        });
        failures.edit(failure, edited, pages.name());
        return Pages.back("/console/failures", Notice.EDITED, 1);
    }

    /** Private fields cannot be edited here, since they cannot be seen. */
    private Map<String, Object> values(Delivery failure) {
        SyncDefinition sync = definitions.find(failure.sync()).orElse(null);
        if (sync == null || failure.targetSystem() == null || failure.payload() == null) {
            return Map.of();
        }
        Mapped<CanonicalRecord> read = sync.mapping().toCanonical(failure.targetSystem(), failure.payload());
        var values = new LinkedHashMap<>(read.value() == null ? Map.of() : read.value().values());
        values.keySet().removeAll(sync.privateFields());
        values.keySet().removeIf(field -> sync.policy().fields().get(field).computed() != null);
        return values;
    }

    private String text(Map<String, Object> payload) {
        try {
            return payload == null ? null : json.writerWithDefaultPrettyPrinter().writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Delivery find(long id) {
        return deliveries.find(id).orElseThrow(() -> ApiProblem.notFound("There is no failed change " + id
                + "; it may have gone through in the meantime."));
    }
}
