package io.syncbridge.operate.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers to requests that are refused before it is known who asks: a page for the console, problem+json for all else. */
final class OpenAnswers {

    @CheckedTemplate
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance refused(int status, String title, String detail);
    }

    private OpenAnswers() {
    }

    static Future<Void> refuse(RoutingContext context, int status, String title, String detail) {
        boolean isPage = context.request().path().startsWith("/console");
        return context.response().setStatusCode(status)
                .putHeader("Content-Type", isPage ? "text/html; charset=utf-8" : "application/problem+json")
                .end(isPage ? Templates.refused(status, title, detail).render()
                        : new JsonObject().put("title", title).put("status", status).put("detail", detail).encode());
    }
}
