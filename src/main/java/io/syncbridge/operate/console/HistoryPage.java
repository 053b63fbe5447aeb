package io.syncbridge.operate.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.operate.console.Plot.Numbers;
import io.syncbridge.operate.console.Plot.Series;
import io.syncbridge.operate.history.Histories;
import io.syncbridge.operate.history.SyncHistory;
import io.syncbridge.operate.history.SystemHistory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How a sync, or a system, was over a day, a week and a month. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class HistoryPage {

    /** The files in {@code templates/console}. */
    @CheckedTemplate(basePath = "console")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance history(Frame frame, SyncHistory history, List<Plot> plots, Numbers numbers);

        static native TemplateInstance system(Frame frame, SystemHistory history, List<Plot> plots, Numbers numbers);
    }

    private static final List<Series<SyncHistory.Step>> OUTCOMES = List.of(new Series<>("success", "success", SyncHistory.Step::successes),
            new Series<>("skipped", "skipped", SyncHistory.Step::skipped), new Series<>("conflict", "conflict", SyncHistory.Step::conflicts),
            new Series<>("failed", "failed", SyncHistory.Step::failures));
    private static final Series<SyncHistory.Step> LAG = new Series<>("level", "lag in seconds", SyncHistory.Step::lagSeconds);
    private static final Series<SyncHistory.Step> FAILED = new Series<>("failed", "failed changes", SyncHistory.Step::failed);
    private static final Series<SyncHistory.Step> REVIEWS = new Series<>("conflict", "open reviews", SyncHistory.Step::reviews);
    private static final Series<SystemHistory.Step> CALLS = new Series<>("success", "succeeded", step -> step.calls() - step.errors());
    private static final Series<SystemHistory.Step> ERRORS = new Series<>("failed", "errors", SystemHistory.Step::errors);
    private static final Series<SystemHistory.Step> MEAN = new Series<>("level", "milliseconds on average", SystemHistory.Step::meanMillis);
    private static final Series<SystemHistory.Step> SLOWEST = new Series<>("level", "milliseconds of the slowest", SystemHistory.Step::slowestMillis);
    private static final Series<SystemHistory.Step> WAITED = new Series<>("skipped", "milliseconds waited on average", SystemHistory.Step::waitedMillis);

    private final Histories histories;
    private final Pages pages;

    public HistoryPage(Histories histories, Pages pages) {
        this.histories = histories;
        this.pages = pages;
    }

    @GET
    @Path("console/history/{sync}")
    @Operation(hidden = true)
    public String sync(@PathParam("sync") String sync, @QueryParam("span") @DefaultValue("day") String span) {
        SyncHistory history = histories.ofSync(sync, Parameters.span(span)).orElseThrow(() -> ApiProblem.notFound("No sync is called '" + sync + "'."));
        return Templates.history(pages.frame("History of " + sync, "overview"), history, List.of(plot("Rows of the log", history, OUTCOMES, false),
                plot("Longest lag", history, List.of(LAG), true), plot("Failed changes that need a person", history, List.of(FAILED), false),
                plot("Open reviews", history, List.of(REVIEWS), false)),
                Numbers.of(history.span(), history.steps(), SyncHistory.Step::at, List.of(OUTCOMES.get(0), OUTCOMES.get(1), OUTCOMES.get(2), OUTCOMES.get(3),
                        LAG, FAILED, REVIEWS))).render();
    }

    @GET
    @Path("console/systems/{system}")
    @Operation(hidden = true)
    public String system(@PathParam("system") String system, @QueryParam("span") @DefaultValue("day") String span) {
        SystemHistory history = histories.ofSystem(system, Parameters.span(span)).orElseThrow(() -> ApiProblem.notFound("No system is called '" + system + "'."));
        return Templates.system(pages.frame("System " + system, "overview"), history, List.of(
                plot("Calls", history, List.of(CALLS, ERRORS), false), plot("Average time of an answer", history, List.of(MEAN), true),
                plot("Slowest answer", history, List.of(SLOWEST), true), plot("Average wait for what the settings allow", history, List.of(WAITED), true)),
                Numbers.of(history.span(), history.steps(), SystemHistory.Step::at, List.of(CALLS, ERRORS, MEAN, SLOWEST, WAITED))).render();
    }

    private static Plot plot(String title, SyncHistory history, List<Series<SyncHistory.Step>> series, boolean isTime) {
        return Plot.of(title, history.span(), history.steps(), SyncHistory.Step::at, series, number -> isTime ? Shown.words(number) : Shown.grouped(number));
    }

    private static Plot plot(String title, SystemHistory history, List<Series<SystemHistory.Step>> series, boolean isTime) {
        return Plot.of(title, history.span(), history.steps(), SystemHistory.Step::at, series,
                number -> isTime ? Shown.grouped(number) + " ms" : Shown.grouped(number));
    }
}
