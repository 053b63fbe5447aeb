package io.syncbridge.operate.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.RecordView.Story;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.store.Audit;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Page;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The console's templates, and what they have in common. */
@RequestScoped
public class Pages {

    /** The files in {@code templates/console}; what they use is checked when the bridge is built. */
    @CheckedTemplate(basePath = "console")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance overview(Frame frame, List<OverviewPage.Card> cards, OverviewPage.Total total,
                List<io.syncbridge.model.Problem> problems, List<SyncsView.ChangedFiles> changes, List<io.syncbridge.connector.cdc.StreamState> streams);

        static native TemplateInstance reviews(Frame frame, ReviewsPage.Listing listing);

        static native TemplateInstance review(Frame frame, ReviewPage.Question question);

        static native TemplateInstance preview(Frame frame, SettlePage.Preview preview);

        static native TemplateInstance log(Frame frame, LogPage.Listing listing);

        static native TemplateInstance record(Frame frame, Story story, List<LogLine> history);

        static native TemplateInstance failures(Frame frame, FailuresPage.Listing listing);

        static native TemplateInstance failure(Frame frame, FailurePage.Failure failure);

        static native TemplateInstance definitions(Frame frame, List<DefinitionsPage.Definition> definitions);

        static native TemplateInstance reload(Frame frame, ReloadPage.Listing listing);

        static native TemplateInstance brakes(Frame frame, Page<Brake> page);

        static native TemplateInstance runs(Frame frame, RunsPage.Listing listing);

        static native TemplateInstance run(Frame frame, RunsPage.Details details);

        static native TemplateInstance audit(Frame frame, Page<Audit.Entry> page);

        static native TemplateInstance error(Frame frame, int status, String detail);
    }

    private final SecurityIdentity person;
    private final RoutingContext context;
    private final String cookie;

    public Pages(SecurityIdentity person, RoutingContext context,
            @ConfigProperty(name = "quarkus.http.auth.form.cookie-name") String cookie) {
        this.person = person;
        this.context = context;
        this.cookie = cookie;
    }

    String name() {
        return person.getPrincipal().getName();
    }

    Frame frame(String title, String page) {
        return frame(title, page, null);
    }

    Frame frame(String title, String page, String notice) {
        return new Frame(title, page, name(), person.hasRole(Roles.OPERATOR), person.hasRole(Roles.ADMIN),
                ConfigUtils.isProfileActive("demo"), context.request().getCookie(cookie) != null, notice);
    }

    /** Returns the answer for something that went wrong. */
    public Response error(int status, String title, String detail) {
        return Response.status(status).type(MediaType.TEXT_HTML_TYPE)
                .entity(Templates.error(frame(title, ""), status, detail).render()).build();
    }

    /** Sends the browser back to a page after an action, so that reloading does not repeat it. */
    static Response back(String path, Notice done, int number) {
        URI page = UriBuilder.fromPath(path).queryParam("done", done.name().toLowerCase()).queryParam("number", number).build();
        return Response.seeOther(page).build();
    }
}
