package io.syncbridge.demo.salesforce;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/** Brings requests to an organization and its answers back, late or cut where that is switched on. */
final class OrganizationServer {

    static final String PATH = "/demo/salesforce";
    private static final Logger LOG = Logger.getLogger(OrganizationServer.class);
    private static final int DEFAULT_DELAY_MILLIS = 10_000;

    private final Organization organization;
    private final String path;

    OrganizationServer(Organization organization) {
        this(organization, PATH);
    }

    /** @param path below which the organization is found; empty for none */
    OrganizationServer(Organization organization, String path) {
        this.organization = organization;
        this.path = path;
    }

    void serve(Router router) {
        for (String part : new String[] {"/services/*", "/id/*", "/faults", "/requests"}) {
            router.route(path + part).handler(BodyHandler.create(false)).handler(this::answer);
        }
        router.route(path + "/cometd/*").handler(BodyHandler.create(false)).handler(this::stream);
    }

    /** Holds the request until there is something to tell it, or until it has waited as long as Salesforce lets it. */
    private void stream(RoutingContext context) {
        Request request = request(context);
        var end = new AtomicReference<Runnable>(() -> { });
        long timer = context.vertx().setTimer(CometD.TIMEOUT_MILLIS, over -> end.get().run());
        context.addEndHandler(done -> {
            context.vertx().cancelTimer(timer);
            end.get().run();
        });
        context.vertx().executeBlocking(() -> organization.stream(request, messages ->
                context.vertx().runOnContext(now -> send(context.response(), Reply.text(Reply.JSON, messages)))), false)
                .onSuccess(end::set)
                .onFailure(refused -> send(context.response(), Reply.of(refused instanceof ApiException known ? known
                        : new ApiException(500, "UNKNOWN_EXCEPTION", String.valueOf(refused)))));
    }

    private void answer(RoutingContext context) {
        Request request = request(context);
        String kind = RequestCounter.kind(request);
        int delay = organization.faults().hit(Fault.Kind.SLOW, kind)
                .map(fault -> fault.delay() == null ? DEFAULT_DELAY_MILLIS : fault.delay()).orElse(1);
        context.vertx().setTimer(delay, timer -> context.vertx().executeBlocking(() -> organization.handle(request), false)
                .onComplete(done -> {
                    if (done.failed()) {
                        LOG.error("The simulated Salesforce failed at " + request.method() + " " + request.path(), done.cause());
                        send(context.response(), Reply.of(new ApiException(500, "UNKNOWN_EXCEPTION", String.valueOf(done.cause()))));
                    } else if (organization.faults().hit(Fault.Kind.CUT, kind).isPresent()) {
                        cut(context, done.result());
                    } else {
                        send(context.response(), done.result());
                    }
                }));
    }

    private Request request(RoutingContext context) {
        var request = context.request();
        var headers = new HashMap<String, String>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Map<String, String> parameters = new HashMap<>();
        request.params().forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        request.formAttributes().forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        String base = request.scheme() + "://" + request.authority() + path;
        String method = parameters.getOrDefault("_HttpMethod", request.method().name());
        return new Request(base, method, context.normalizedPath().substring(path.length()), parameters, headers,
                body(context.body().buffer(), headers.get("content-encoding")));
    }

    private static String body(Buffer body, String encoding) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        if ("gzip".equalsIgnoreCase(encoding)) {
            try (var plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void cut(RoutingContext context, Reply reply) {
        HttpServerResponse response = head(context.response(), reply);
        Buffer whole = Buffer.buffer(reply.body() == null ? "" : reply.body());
        response.putHeader("Content-Length", Integer.toString(whole.length() + 1));
        response.write(whole.getBuffer(0, whole.length() / 2)).onComplete(written -> context.request().connection().close());
    }

    static void send(HttpServerResponse response, Reply reply) {
        if (!response.ended() && !response.closed()) {
            head(response, reply).end(reply.body() == null ? "" : reply.body());
        }
    }

    private static HttpServerResponse head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.contentType() != null) {
            response.putHeader("Content-Type", reply.contentType());
        }
        return response;
    }
}
