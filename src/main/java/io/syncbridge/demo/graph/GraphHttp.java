package io.syncbridge.demo.graph;

import io.syncbridge.demo.graph.GraphService.Delivery;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;

/** Serves the simulation under {@code /demo/graph}, to where connections can be held and cut. */
class GraphHttp {

    static final String ROOT = "/demo/graph";
    private static final String JSON =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    /** All but the page, which is nobody's API. */
    private static final String BELOW = ROOT + "/(?!switch$).+";

    private final GraphService service;

    GraphHttp(GraphService service) {
        this.service = service;
    }

    void mount(Router router) {
        router.routeWithRegex(BELOW).handler(BodyHandler.create(false).setBodyLimit(4L * 1024 * 1024));
        router.routeWithRegex(BELOW).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        var headers = new LinkedHashMap<String, String>();
        context.request().headers().forEach(headers::put);
        String target = context.request().uri().substring(ROOT.length());
        String origin = context.request().scheme() + "://" + context.request().authority() + ROOT;
        Delivery delivery;
        try {
            delivery = service.handle(GraphRequest.of(context.request().method().name(), target, headers,
                    context.body().asString(), origin));
        } catch (GraphException unreadable) {
            context.response().setStatusCode(unreadable.status()).end(unreadable.getMessage());
            return;
        }
        if (delivery.seconds() > 0) {
            context.vertx().setTimer(TimeUnit.SECONDS.toMillis(delivery.seconds()), held -> deliver(context, delivery));
        } else {
            deliver(context, delivery);
        }
    }

    private static void deliver(RoutingContext context, Delivery delivery) {
        HttpServerResponse response = context.response().setStatusCode(delivery.answer().status());
        delivery.answer().headers().forEach(response::putHeader);
        Buffer body = delivery.answer().body() == null ? Buffer.buffer() : Buffer.buffer(Json.write(delivery.answer().body()));
        if (body.length() > 0) {
            response.putHeader("Content-Type", JSON);
        }
        if (delivery.cut()) {
            response.putHeader("Content-Length", Integer.toString(body.length() + 1));
            response.write(body.slice(0, body.length() / 2)).onComplete(written -> context.request().connection().close());
        } else {
            response.end(body);
        }
    }
}
