package io.syncbridge.component;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** A call of a system that fails is told by whoever made it; Camel is not to tell it too, with a stack trace at each new try. */
@ApplicationScoped
public class SystemCallFailures extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration().onException(SystemCallException.class).logExhausted(false);
    }
}
