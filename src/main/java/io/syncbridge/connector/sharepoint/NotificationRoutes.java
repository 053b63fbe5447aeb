package io.syncbridge.connector.sharepoint;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Where Graph sends change notifications: {@code POST /notifications/graph/<sync>/<system>}, answered before the poll. */
@ApplicationScoped
public class NotificationRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("platform-http:" + Notifications.PATH + "{sync}/{system}?httpMethodRestrict=POST").routeId("graph-notifications")
                .process("graphNotification");
    }
}
