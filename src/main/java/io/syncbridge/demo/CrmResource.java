package io.syncbridge.demo;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Edits the demo CRM's table as a person with a database client would. */
@Path("/demo/crm/contacts")
public class CrmResource {

    private final CrmContacts contacts;

    CrmResource(CrmContacts contacts) {
        this.contacts = contacts;
    }

    @GET
    public List<Map<String, Object>> list(@QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        return contacts.search(search, limit);
    }

    @GET
    @Path("{id}")
    public Map<String, Object> get(@PathParam("id") long id) {
        return contacts.find(id).orElseThrow(NotFoundException::new);
    }

    @POST
    @ResponseStatus(201)
    public Map<String, Object> create(Map<String, Object> values) {
        return get(contacts.insert(values));
    }

    @PATCH
    @Path("{id}")
    public Map<String, Object> update(@PathParam("id") long id, Map<String, Object> values) {
        contacts.update(id, values);
        return get(id);
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") long id) {
        if (!contacts.delete(id)) {
            throw new NotFoundException();
        }
    }

    @ServerExceptionMapper
    Response unknownColumn(IllegalArgumentException mistake) {
        return Response.status(400).entity(Map.of("message", mistake.getMessage())).build();
    }
}
