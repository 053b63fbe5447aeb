package io.syncbridge.operate;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;

/** Errors of the API, as problem+json (RFC 9457). */
final class ApiProblem {

    private ApiProblem() {
    }

    static WebApplicationException notFound(String detail) {
        return of(Response.Status.NOT_FOUND, detail);
    }

    static WebApplicationException badRequest(String detail) {
        return of(Response.Status.BAD_REQUEST, detail);
    }

    static WebApplicationException conflict(String detail) {
        return of(Response.Status.CONFLICT, detail);
    }

    private static WebApplicationException of(Response.Status status, String detail) {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", status.getReasonPhrase());
        body.put("status", status.getStatusCode());
        body.put("detail", detail);
        return new WebApplicationException(detail,
                Response.status(status).type(MediaType.valueOf("application/problem+json")).entity(body).build());
    }
}
