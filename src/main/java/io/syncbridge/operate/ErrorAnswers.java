package io.syncbridge.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.console.Pages;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How mistakes and failures are told: as problem+json by the API, as a page by the console; never with a stack trace. */
public class ErrorAnswers {

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    private final Pages pages;

    public ErrorAnswers(Pages pages) {
        this.pages = pages;
    }

    @ServerExceptionMapper
    public Response badChoice(BadChoiceException bad, ContainerRequestContext asked) {
        return answer(asked, 400, "Bad Request", bad.getMessage());
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException forbidden, ContainerRequestContext asked) {
        return answer(asked, 403, "Forbidden", "Your role does not allow this.");
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, ContainerRequestContext asked) {
        Response response = refused.getResponse();
        boolean told = refused instanceof ApiProblem.Told;
        if (response.getStatus() < 400) {
            return response;
        }
        if (refused.getCause() instanceof JsonProcessingException bad) {
            return unreadable(bad, asked);
        }
        // of what the framework refuses because of a value in the address it says that there is no such address
        boolean isValue = !told && response.getStatus() == 404 && refused.getCause() != null;
        int status = isValue ? 400 : response.getStatus();
        return answer(asked, status, Response.Status.fromStatusCode(status).getReasonPhrase(),
                told ? refused.getMessage() : refusal(status, asked, response));
    }

    private static String refusal(int status, ContainerRequestContext asked, Response response) {
        return switch (status) {
            case 400 -> "A value in the address or the body cannot be read: ids are as they are shown, counts are whole numbers, and a body is JSON.";
            case 404 -> "There is nothing at /" + asked.getUriInfo().getPath().replaceFirst("^/", "") + (isPage(asked) ? ". Begin at the overview."
                    : ". docs/operations.md lists the addresses of the API.");
            case 405 -> "That cannot be done with this address" + (response.getHeaderString("Allow") == null ? "."
                    : "; it takes " + response.getHeaderString("Allow") + ".");
            case 406 -> "This address answers in another form. Leave out the header Accept, or accept " + (isPage(asked) ? "text/html." : "application/json.");
            case 415 -> "The body is of another kind than is needed here. " + (isPage(asked) ? "Load the page again and send its form."
                    : "Send JSON, with the header Content-Type: application/json.");
            default -> "That was refused. Go back, load the page again and try once more.";
        };
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException bad, ContainerRequestContext asked) {
        return unreadable(bad, asked);
    }

    /** Answers to a body that is no JSON, or not of the form that is needed. */
    private Response unreadable(JsonProcessingException bad, ContainerRequestContext asked) {
        String field = bad instanceof JsonMappingException mapped ? mapped.getPath().stream().map(step -> step.getFieldName() == null
                ? "[" + step.getIndex() + "]" : step.getFieldName()).collect(Collectors.joining(".")) : "";
        String line = bad.getLocation() == null ? "" : " in line " + bad.getLocation().getLineNr() + ", column " + bad.getLocation().getColumnNr();
        return answer(asked, 400, "Bad Request", field.isEmpty() ? "The body is no JSON of the form that is needed" + line + ". Correct it and send it again."
                : "`" + field + "` in the body is not known or has a value that it cannot have" + line + ". Correct it and send it again.");
    }

    @ServerExceptionMapper
    public Response failed(Exception failure, ContainerRequestContext asked) {
        String number = UUID.randomUUID().toString();
        LOG.errorf(failure, "%s failed; the answer names this as %s.", asked.getUriInfo().getPath(), number);
        if (Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause).anyMatch(SQLException.class::isInstance)) {
            return answer(asked, 503, "Service Unavailable", "The bridge's store does not answer, so this cannot be shown or done now."
                    + " Look whether the database at bridge.store.url is running, and try again; the log says more, under " + number + ".");
        }
        return answer(asked, 500, "Internal Server Error", "This failed in the bridge itself, and what was asked for may not be done."
                + " Look whether it is, try again, and if it fails again look in the bridge's log for " + number + ".");
    }

    private Response answer(ContainerRequestContext asked, int status, String title, String detail) {
        return isPage(asked) ? pages.error(status, title, detail) : ApiProblem.response(status, title, detail);
    }

    /** A browser's; the API always answers as one. */
    private static boolean isPage(ContainerRequestContext asked) {
        String path = asked.getUriInfo().getPath();
        return path.equals("/") || path.startsWith("/console")
                || !path.startsWith("/api") && asked.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    }
}
