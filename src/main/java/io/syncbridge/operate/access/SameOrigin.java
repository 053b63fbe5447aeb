package io.syncbridge.operate.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;

/**
 * Keeps other sites' pages from acting in the name of a person who is logged in (CSRF). A browser says where a request
 * comes from: by {@code Sec-Fetch-Site}, or at least by {@code Origin}; what says neither is no browser. This needs no
 * tokens in forms, and holds for the API as well as for pages.
 */
@ApplicationScoped
public class SameOrigin {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final int BEFORE_LOGIN = 500;

    void register(@Observes Filters filters) {
        filters.register(SameOrigin::check, BEFORE_LOGIN);
    }

    private static void check(RoutingContext context) {
        if (isOwn(context.request())) {
            context.next();
        } else {
            OpenAnswers.refuse(context, 403, "Forbidden", "The request comes from another site's page. Open the console itself and do it there.");
        }
    }

    private static boolean isOwn(HttpServerRequest request) {
        if (READING.contains(request.method().name())) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return site != null ? OWN.contains(site) : origin == null || comesFrom(origin, request.getHeader("Host"));
    }

    private static boolean comesFrom(String origin, String host) {
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
