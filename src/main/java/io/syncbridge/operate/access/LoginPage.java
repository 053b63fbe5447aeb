package io.syncbridge.operate.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where people with passwords log in and out; what is sent from here is checked by Quarkus's form authentication. */
@Path("/")
@PermitAll
public class LoginPage {

    @CheckedTemplate
    static final class Templates {

        private Templates() {
        }

        /** @param trouble why nobody was logged in; {@code null} for nothing */
        static native TemplateInstance login(String trouble);
    }

    private static final CacheControl NEVER = CacheControl.valueOf("no-store");

    /** @param wrong whether the name and password that were sent are none of anybody's */
    @GET
    @Path("login")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response login(@QueryParam("wrong") boolean wrong) {
        return Response.ok(Templates.login(wrong ? "That name and password do not belong together. Nothing was changed; try again." : null).render()).cacheControl(NEVER).build();
    }

    @POST
    @Path("logout")
    @Operation(hidden = true)
    public Response logout(RoutingContext context) {
        FormAuthenticationMechanism.logout(context);
        return Response.seeOther(URI.create("/login")).cacheControl(NEVER).build();
    }
}
