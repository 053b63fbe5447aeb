package io.syncbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.demo.ErpContacts.InvalidException;
import io.syncbridge.demo.ErpContacts.StaleException;
import io.syncbridge.demo.ErpContacts.Versioned;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The demo ERP's interface: lists with filter and pages, ETags, problem details. */
@Path("/demo/erp/contacts")
public class ErpResource {

    private static final int LARGEST_PAGE = 200;

    private final ErpContacts contacts;

    ErpResource(ErpContacts contacts) {
        this.contacts = contacts;
    }

    @GET
    public Response list(@QueryParam("updatedSince") String since, @QueryParam("email") String email,
            @QueryParam("contact.email") String contactEmail, @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("size") @DefaultValue("50") int size) {
        try {
            return Response.ok(contacts.list(since == null ? null : Instant.parse(since), email == null ? contactEmail : email,
                    Math.max(1, page), Math.max(1, Math.min(LARGEST_PAGE, size)))).build();
        } catch (DateTimeParseException unreadable) {
            return problem(400, "Unreadable filter", "updatedSince must be written like 2024-05-01T10:00:00Z");
        }
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return answer(contacts.find(id), id);
    }

    @POST
    public Response create(JsonNode body) {
        Versioned created = contacts.create(body);
        return Response.fromResponse(ok(created)).status(201)
                .location(URI.create("/demo/erp/contacts/" + created.contact().id())).build();
    }

    @PATCH
    @Path("{id}")
    public Response patch(@PathParam("id") String id, @HeaderParam("If-Match") String etag, JsonNode patch) {
        return answer(contacts.patch(id, version(etag), patch), id);
    }

    @PUT
    @Path("{id}")
    public Response replace(@PathParam("id") String id, @HeaderParam("If-Match") String etag, JsonNode body) {
        return answer(contacts.replace(id, version(etag), body), id);
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id, @HeaderParam("If-Match") String etag) {
        return contacts.delete(id, version(etag)) ? Response.noContent().build() : missing(id);
    }

    private static Response answer(Optional<Versioned> found, String id) {
        return found.map(ErpResource::ok).orElseGet(() -> missing(id));
    }

    private static Response ok(Versioned found) {
        return Response.ok(found.contact()).header("ETag", "\"" + found.version() + "\"").build();
    }

    /** Returns the version that an ETag names; {@code null} for any, one that no contact has for an unknown ETag. */
    private static Long version(String etag) {
        return etag == null || etag.equals("*") ? null : etag.matches("\"\\d{1,18}\"")
                ? Long.valueOf(etag.substring(1, etag.length() - 1)) : Long.valueOf(-1);
    }

    private static Response missing(String id) {
        return problem(404, "Not found", "there is no contact " + id);
    }

    static Response problem(int status, String title, String detail) {
        return Response.status(status).type("application/problem+json")
                .entity(Map.of("status", status, "title", title, "detail", detail)).build();
    }

    @ServerExceptionMapper
    Response stale(StaleException stale) {
        return problem(412, "Precondition failed", "the contact has been changed since it was read");
    }

    @ServerExceptionMapper
    Response invalid(InvalidException invalid) {
        return problem(422, "Invalid contact", invalid.getMessage());
    }
}
