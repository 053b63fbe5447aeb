package io.syncbridge.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.syncbridge.demo.graph.GraphServer;
import io.syncbridge.demo.salesforce.SimulatedSalesforce;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The shipped sync of accounts, and variants of it made from its files: one for each other conflict strategy, which hear of
 * changes by polls only, one to count requests, and some whose logins are refused or not set. Each has an organization and a tenant of its own, called like the sync;
 * those of the shipped one are called {@code default}.
 */
public class AccountsWorlds implements QuarkusTestResourceLifecycleManager {

    static final Path ROUTES = Path.of("target/routes-accounts");

    private static final Path SHIPPED = Path.of("routes");
    /** The world of which the requests are counted; it is polled only when somebody asks for it. */
    static final String COUNTED = "counted";
    static final int RECORDS = 1000;
    /** The sync for which no login is set. */
    static final String UNSET = "unset";

    private static final Map<String, String> STRATEGIES = Map.of("newest", "last-write-wins",
            "truth", "{source-of-truth: salesforce}", "review", "review");

    private final List<AutoCloseable> services = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    @Override
    public Map<String, String> start() {
        try {
            writeRoutes();
            String bridge = "http://127.0.0.1:" + GraphOnPort.freePort();
            settings.put("quarkus.http.test-port", bridge.replaceFirst(".*:", ""));
            settings.put("sharepoint.site", "demo.sharepoint.com:/sites/demo");
            serve("default", bridge);
            var filled = new PersonInSalesforce(URI.create(serve(COUNTED, null).url()));
            filled.createAll(IntStream.range(0, RECORDS).mapToObj(
                    number -> Map.<String, Object>of("AccountNumber", "N-" + number, "Name", "Counted " + number)).toList());
            filled.countAnew();
            for (String sync : STRATEGIES.keySet()) {
                serve(sync, null);
            }
            serve(Secrets.REFUSED, null);
            serve(Secrets.EXPIRED, null);
            settings.putAll(Secrets.settings());
            return settings;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void writeRoutes() throws IOException {
        Files.createDirectories(ROUTES);
        String definition = Files.readString(SHIPPED.resolve("accounts.sync.yaml"));
        String routes = replaced(Files.readString(SHIPPED.resolve("accounts.camel.yaml")), "&delay=3000", "&delay=0");
        write("accounts", definition, routes);
        String deaf = replaced(routes, "(?s)- route:\n    id: accounts-salesforce-events.*?(?=- route:)", "");
        write(COUNTED, named(definition, COUNTED), replaced(loggedIn(named(deaf, COUNTED), COUNTED), "period=60000", "period=3600000"));
        String polled = often(deaf);
        for (var strategy : STRATEGIES.entrySet()) {
            String sync = strategy.getKey();
            write(sync, conflicts(named(definition, sync), strategy.getValue()), loggedIn(named(polled, sync), sync));
        }
        writeUnreachable(definition, deaf);
    }

    /** Accounts by logins that are refused or not set, and contacts whose systems are away. */
    private static void writeUnreachable(String definition, String deaf) throws IOException {
        for (String sync : List.of(Secrets.REFUSED, Secrets.EXPIRED)) {
            write(sync, named(definition, sync), loggedIn(named(deaf, sync), sync));
        }
        write(UNSET, named(definition, UNSET), loggedIn(named(deaf, UNSET), UNSET));
        write("contacts", Files.readString(SHIPPED.resolve("contacts.sync.yaml")), Files.readString(SHIPPED.resolve("contacts.camel.yaml")));
    }

    private static void write(String sync, String definition, String routes) throws IOException {
        Files.writeString(ROUTES.resolve(sync + ".sync.yaml"), definition);
        Files.writeString(ROUTES.resolve(sync + ".camel.yaml"), routes);
    }

    private static String named(String file, String sync) {
        return replaced(file, "accounts", sync);
    }

    private static String loggedIn(String routes, String login) {
        String polled = replaced(routes, "object: Account\n", "object: Account\n              org: " + login + "\n");
        String both = replaced(polled, "list: Companies\n", "list: Companies\n              connection: " + login + "\n");
        return both.replace("?object=Account", "?object=Account&org=" + login);
    }

    private static String often(String routes) {
        return replaced(routes, "period=60000", "period=700");
    }

    private static String conflicts(String definition, String strategy) {
        String industry = replaced(definition, "conflicts: review, ", "");
        String revenue = replaced(industry, ", conflicts: \\{source-of-truth: salesforce\\}", "");
        return replaced(revenue, "conflicts: field-merge", "conflicts: " + strategy);
    }

    /** A variant that does not differ would prove nothing. */
    private static String replaced(String file, String what, String by) {
        String changed = file.replaceAll(what, by);
        if (changed.equals(file)) {
            throw new IllegalStateException("The shipped files of accounts hold no " + what);
        }
        return changed;
    }

    /** @param bridge where Graph is to tell of changes; {@code null} for nowhere */
    private SimulatedSalesforce serve(String login, String bridge) throws Exception {
        var salesforce = SimulatedSalesforce.start();
        var graph = GraphServer.start();
        services.addAll(List.of(salesforce, graph));
        String org = "bridge.salesforce." + login + ".";
        settings.putAll(Map.of(org + "login-url", salesforce.url(), org + "client-id", "demo", org + "client-secret", "demo",
                org + "request-timeout", "2s"));
        String tenant = "bridge.sharepoint." + login + ".";
        settings.putAll(Map.of(tenant + "graph-url", graph.url() + "/v1.0", tenant + "token-url", graph.url() + "/demo/oauth2/v2.0/token",
                tenant + "client-id", "demo", tenant + "client-secret", "demo", tenant + "request-timeout", "2s"));
        if (bridge != null) {
            settings.put(tenant + "notification-url", bridge);
        }
        return salesforce;
    }

    @Override
    public void stop() {
        for (AutoCloseable service : services) {
            try {
                service.close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
