package io.syncbridge.operate;

import io.quarkus.security.ForbiddenException;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.console.Pages;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
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
    public Response badChoice(BadChoiceException bad, UriInfo asked) {
        return answer(asked, 400, "Bad Request", bad.getMessage());
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException forbidden, UriInfo asked) {
        return answer(asked, 403, "Forbidden", "Your role does not allow this.");
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, UriInfo asked) {
        Response response = refused.getResponse();
        boolean told = response.hasEntity() && !isPage(asked);
        return told || response.getStatus() < 400 ? response
                : answer(asked, response.getStatus(), response.getStatusInfo().getReasonPhrase(), refused.getMessage());
    }

    @ServerExceptionMapper
    public Response failed(RuntimeException failure, UriInfo asked) {
        String number = UUID.randomUUID().toString();
        LOG.errorf(failure, "%s failed; the answer names this as %s.", asked.getPath(), number);
        return answer(asked, 500, "Internal Server Error", "Something went wrong in the bridge. Its own log says more, under "
                + number + ".");
    }

    private Response answer(UriInfo asked, int status, String title, String detail) {
        return isPage(asked) ? pages.error(status, title, detail) : ApiProblem.response(status, title, detail);
    }

    private static boolean isPage(UriInfo asked) {
        return asked.getPath().equals("/") || asked.getPath().startsWith("/console");
    }
}
