package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.DemoDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The simulated Salesforce by itself, for tests without the whole application: a fresh organization at a random port. */
public final class SimulatedSalesforce implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Organization organization;
    private final HttpServer server;
    private final String path;
    private final AtomicReference<Interruption> interruption = new AtomicReference<>();

    private record Interruption(String request, Runnable deed) {
    }

    private SimulatedSalesforce(String database, String path, Optional<String> jwtPublicKey, Optional<URI> outboundMessages) throws Exception {
        this.path = path;
        organization = new Organization(DemoDatabase.open(new DemoDatabase(database)), jwtPublicKey, outboundMessages);
        organization.start();
        Router router = Router.router(vertx);
        router.route().handler(call -> {
            Interruption next = interruption.get();
            if (next != null && (call.request().method() + " " + call.request().path()).contains(next.request()) && interruption.compareAndSet(next, null)) {
                call.request().pause();
                vertx.executeBlocking(() -> {
                    next.deed().run();
                    return null;
                }).onComplete(done -> {
                    call.request().resume();
                    call.next();
                });
            } else {
                call.next();
            }
        });
        new OrganizationServer(organization, path).serve(router);
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(16_384)).requestHandler(router)
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    public static SimulatedSalesforce start() throws Exception {
        return start(Optional.empty(), Optional.empty());
    }

    /** Starts one that is found at the root of its port. */
    static SimulatedSalesforce startAtRoot() throws Exception {
        return new SimulatedSalesforce(database(), "", Optional.empty(), Optional.empty());
    }

    private static String database() {
        return "jdbc:h2:mem:salesforce" + System.nanoTime() + ";DB_CLOSE_DELAY=-1";
    }

    /** @param jwtPublicKey signs JWT logins. @param outboundMessages where they go; none are sent without it */
    public static SimulatedSalesforce start(Optional<String> jwtPublicKey, Optional<URI> outboundMessages) throws Exception {
        return new SimulatedSalesforce(database(), OrganizationServer.PATH, jwtPublicKey, outboundMessages);
    }

    /** Returns the login URL, which is the instance URL too. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** Does something once, just before the next request whose method and path contain the text. */
    public void before(String request, Runnable deed) {
        interruption.set(new Interruption(request, deed));
    }

    /** A person who is another user than the bridge edits a record. */
    public void edit(String object, String id, Map<String, String> values) {
        var sent = Json.object();
        values.forEach(sent::put);
        organization.records().apply(new Write.Update(Schema.named(object), id, sent), Origin.PERSON).orThrow();
    }

    Organization organization() {
        return organization;
    }

    @Override
    public void close() throws Exception {
        organization.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
