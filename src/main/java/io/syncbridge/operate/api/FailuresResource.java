package io.syncbridge.operate.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.Failures;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes that could not be delivered or mapped, with their reasons. */
@Path("/api/failures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "failures")
public class FailuresResource {

    private static final int AT_ONCE = 1000;

    private final Deliveries deliveries;
    private final Failures failures;
    private final Actions actions;
    private final Privacy privacy;
    private final SecurityIdentity person;

    public FailuresResource(Deliveries deliveries, Failures failures, Actions actions, Privacy privacy,
            SecurityIdentity person) {
        this.deliveries = deliveries;
        this.failures = failures;
        this.actions = actions;
        this.privacy = privacy;
        this.person = person;
    }

    @GET
    @Operation(summary = "Failed changes, newest first; state: waiting (tried again by itself) or failed (needs a person)")
    public Page<Delivery> list(@QueryParam("sync") String sync, @QueryParam("state") String state,
            @QueryParam("before") Long before, @QueryParam("size") @DefaultValue("50") int size) {
        Page<Delivery> page = deliveries.list(Parameters.text(sync), Parameters.choice(Deliveries.State.class, "state", state),
                before, Parameters.size(size));
        return new Page<>(page.items().stream().map(privacy::hide).toList(), page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One failed change")
    public Delivery find(@PathParam("id") long id) {
        return privacy.hide(failure(id));
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Tries a failed change again, with the newest values")
    public Map<String, Long> retry(@PathParam("id") long id) {
        actions.retry(failure(id), name());
        return Map.of("retrying", id);
    }

    @POST
    @Path("{id}/edit")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Gives fields other values, in all systems, and tries again: {\"fields\": {name: value}}")
    public Map<String, Long> edit(@PathParam("id") long id, Map<String, Map<String, Object>> edit) {
        if (edit == null || edit.get("fields") == null) {
            throw ApiProblem.badRequest("Send {\"fields\": {name: value}}.");
        }
        failures.edit(failure(id), edit.get("fields"), name());
        return Map.of("retrying", id);
    }

    @POST
    @Path("{id}/discard")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Drops a failed change; the next change of the record tries again")
    public Map<String, Long> discard(@PathParam("id") long id) {
        actions.discard(failure(id), name());
        return Map.of("discarded", id);
    }

    @POST
    @Path("retry")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Tries many again: {\"ids\": [...]} or {\"sync\": name}, at most 1000 at once")
    public Map<String, Integer> retryMany(Map<String, Object> which) {
        return Map.of("retrying", many(which, actions::retry));
    }

    @POST
    @Path("discard")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Drops many: {\"ids\": [...]} or {\"sync\": name}, at most 1000 at once")
    public Map<String, Integer> discardMany(Map<String, Object> which) {
        return Map.of("discarded", many(which, actions::discard));
    }

    private int many(Map<String, Object> which, BiConsumer<Delivery, String> action) {
        List<Delivery> chosen = chosen(which == null ? Map.of() : which);
        chosen.forEach(failure -> action.accept(failure, name()));
        return chosen.size();
    }

    private List<Delivery> chosen(Map<String, Object> which) {
        if (which.get("ids") instanceof List<?> ids) {
            return ids.stream().limit(AT_ONCE).filter(Number.class::isInstance)
                    .flatMap(id -> deliveries.find(((Number) id).longValue()).stream()).toList();
        }
        if (which.get("sync") instanceof String sync) {
            return deliveries.list(sync, Deliveries.State.FAILED, null, AT_ONCE).items();
        }
        throw ApiProblem.badRequest("Say which failures: {\"ids\": [...]} or {\"sync\": name}.");
    }

    private Delivery failure(long id) {
        return deliveries.find(id).orElseThrow(() -> ApiProblem.notFound("There is no failed change " + id
                + "; it may have gone through in the meantime."));
    }

    private String name() {
        return person.getPrincipal().getName();
    }
}
