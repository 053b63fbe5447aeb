package io.syncbridge.operate.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors of the API, as problem+json (RFC 9457). */
public final class ApiProblem {

    /** Something that is refused with a text for people; the error mapper makes the answer of it, since one that is there already would be sent as it is. */
    public static final class Told extends WebApplicationException {

        private static final long serialVersionUID = 1;

        private Told(Response.Status status, String detail) {
            super(detail, status);
        }
    }

    private ApiProblem() {
    }

    public static WebApplicationException notFound(String detail) {
        return of(Response.Status.NOT_FOUND, detail);
    }

    public static WebApplicationException badRequest(String detail) {
        return of(Response.Status.BAD_REQUEST, detail);
    }

    static WebApplicationException conflict(String detail) {
        return of(Response.Status.CONFLICT, detail);
    }

    private static WebApplicationException of(Response.Status status, String detail) {
        return new Told(status, detail);
    }

    /** Returns the error as an answer. */
    public static Response response(int status, String title, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        return Response.status(status).type(MediaType.valueOf("application/problem+json")).entity(body).build();
    }
}
