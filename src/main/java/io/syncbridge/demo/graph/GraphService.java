package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * A simulation of Microsoft Graph's SharePoint lists with its login: one tenant, one site and its lists. Besides what
 * Graph has, {@code /faults} and {@code /requests} are served, to make it fail and to count.
 */
class GraphService {

    private static final Logger LOG = Logger.getLogger(GraphService.class);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final GraphClock clock = new GraphClock();
    private final Faults faults = new Faults(clock);
    private final RequestCounter counter = new RequestCounter();
    private final Tokens tokens = new Tokens();
    private final Routes open = new Routes();
    private final Routes guarded = new Routes();
    private final Routes control = new Routes();
    private final Lists lists;
    private final Items items;
    private final ItemView view;
    private final Subscriptions subscriptions;

    GraphService(Jdbi database) {
        Jdbi jdbi = GraphDatabase.prepared(database);
        lists = new Lists(jdbi, clock);
        subscriptions = new Subscriptions(jdbi, clock);
        var notifier = new Notifier(subscriptions, clock, faults);
        items = new Items(jdbi, clock, lists, notifier::changed);
        view = new ItemView(lists, items);
        new Seed(lists, items).plant();
        new LoginApi(tokens, clock).routes(open);
        new SitesApi().routes(guarded);
        var listsApi = new ListsApi(lists, items, view);
        listsApi.routes(guarded);
        new ItemsQuery(listsApi, items, view).routes(guarded);
        new DeltaApi(listsApi, items, view, faults).routes(guarded);
        new ItemsApi(listsApi, items, view).routes(guarded);
        new SubscriptionsApi(subscriptions, lists, notifier, clock).routes(guarded);
        new BatchApi(part -> answered(part, true)).routes(guarded);
        control.add("GET", "/faults", call -> GraphAnswer.ok(faults.json()))
                .add("POST", "/faults", call -> setFaults(call.request()))
                .add("DELETE", "/faults", call -> done(faults::clear))
                .add("GET", "/requests", call -> GraphAnswer.ok(counter.json()))
                .add("DELETE", "/requests", call -> done(counter::clear));
    }

    /**
     * How an answer is to travel.
     *
     * @param seconds how long it is held back
     * @param cut whether the connection ends in the middle of it
     */
    record Delivery(GraphAnswer answer, int seconds, boolean cut) {
    }

    Lists lists() {
        return lists;
    }

    Items items() {
        return items;
    }

    ItemView view() {
        return view;
    }

    Faults faults() {
        return faults;
    }

    Delivery handle(GraphRequest given) {
        GraphRequest request = ODataPath.plain(given);
        if (request.path().equals("/faults") || request.path().equals("/requests")) {
            return new Delivery(decorated(request, controlled(request)), 0, false);
        }
        GraphAnswer answer = answered(request, false);
        return new Delivery(answer, faults.strikes(Fault.TIMEOUT, request) ? faults.seconds(Fault.TIMEOUT) : 0,
                faults.strikes(Fault.CUT, request));
    }

    private GraphAnswer controlled(GraphRequest request) {
        try {
            return control.find(request).answer(request);
        } catch (GraphException refused) {
            return error(request, refused);
        }
    }

    private GraphAnswer answered(GraphRequest given, boolean part) {
        GraphRequest request = part ? ODataPath.plain(given) : given;
        Optional<Routes.Found> found = Optional.empty();
        GraphAnswer answer;
        try {
            boolean api = request.path().startsWith(GraphRequest.API + "/");
            found = Optional.of((api ? guarded : open).find(request));
            faults.check(request);
            if (api && !part) {
                authenticate(request);
            }
            answer = found.get().answer(request);
        } catch (GraphException refused) {
            answer = error(request, refused);
        } catch (RuntimeException broken) {
            LOG.warnf(broken, "The simulated Graph could not answer %s %s", request.method(), request.path());
            answer = error(request, new GraphException(500, "generalException", "General exception while processing"));
        }
        counter.count(found.map(Routes.Found::kind).orElse("unknown"), answer.status(), part);
        return decorated(request, answer);
    }

    private void authenticate(GraphRequest request) {
        if (faults.strikes(Fault.EXPIRED_TOKEN, request)) {
            tokens.revoke(request);
        }
        tokens.check(request);
    }

    private GraphAnswer setFaults(GraphRequest request) {
        faults.set(request.json());
        return GraphAnswer.ok(faults.json());
    }

    private static GraphAnswer done(Runnable work) {
        work.run();
        return GraphAnswer.noContent();
    }

    private GraphAnswer error(GraphRequest request, GraphException refused) {
        ObjectNode json = Json.object();
        String id = UUID.randomUUID().toString();
        String clientId = Optional.ofNullable(request.header("client-request-id")).orElse(id);
        json.putObject("error").put("code", refused.code()).put("message", refused.getMessage()).putObject("innerError")
                .put("date", clock.now().toString().replace("Z", ""))
                .put("request-id", id).put("client-request-id", clientId);
        var headers = new LinkedHashMap<>(refused.headers());
        headers.put("request-id", id);
        return new GraphAnswer(refused.status(), headers, json);
    }

    /** Adds what every answer carries. */
    private GraphAnswer decorated(GraphRequest request, GraphAnswer answer) {
        String id = answer.headers().getOrDefault("request-id", UUID.randomUUID().toString());
        return answer.with(Map.of("request-id", id,
                "client-request-id", Optional.ofNullable(request.header("client-request-id")).orElse(id),
                "OData-Version", "4.0", "Cache-Control", "no-store, no-cache",
                "Date", HTTP_DATE.format(clock.now().atOffset(ZoneOffset.UTC))));
    }
}
