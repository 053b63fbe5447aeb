package io.syncbridge.operate.notify;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Plain;
import io.syncbridge.operate.notify.Receivers.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Sends messages by Camel's components. */
@ApplicationScoped
public class Sending {

    private static final int PATIENCE_MILLIS = 15_000;

    private final CamelContext camel;
    private final ProducerTemplate template;
    private final BridgeConfig.Mail mail;

    public Sending(CamelContext camel, ProducerTemplate template, BridgeConfig config) {
        this.camel = camel;
        this.template = template;
        this.mail = config.notifications().mail();
    }

    /** Sends it and returns why that failed; nothing where it did not. */
    Optional<String> send(Receiver receiver, Message message) {
        try {
            Exchange sent = switch (receiver.way()) {
                case MAIL -> mail(receiver, message);
                case SLACK -> post(receiver.address(), Forms.slack(message));
                case TEAMS -> post(receiver.address(), Forms.teams(message));
                case WEBHOOK -> post(receiver.address(), Forms.json(message));
                case ENDPOINT -> deliver(receiver.address(), Forms.json(message),
                        Map.of("subject", message.title(), Exchange.CONTENT_TYPE, "application/json"));
            };
            return Optional.ofNullable(sent.getException()).map(failure -> why(receiver, failure));
        } catch (RuntimeException unusable) {
            return Optional.of(why(receiver, unusable));
        }
    }

    private Exchange mail(Receiver receiver, Message message) {
        URI server = URI.create(mail.server().orElseThrow());
        var options = new StringBuilder("?connectionTimeout=" + PATIENCE_MILLIS + "&mail.smtp.timeout=" + PATIENCE_MILLIS
                + "&mail.smtps.timeout=" + PATIENCE_MILLIS + "&mail.smtp.starttls.enable=true");
        mail.username().ifPresent(name -> options.append("&username=RAW{").append(name).append("}&password=RAW{")
                .append(mail.password().orElse("")).append("}&mail.smtp.starttls.required=true"));
        return deliver(server.getScheme() + "://" + server.getAuthority() + options, message.text(), Map.of("From", mail.from().orElseThrow(),
                "To", receiver.address(), "Subject", message.title(), Exchange.CONTENT_TYPE, "text/plain; charset=UTF-8"));
    }

    /** The whole address is a header, so that Camel takes nothing in it for an option of its own. */
    private Exchange post(String address, String body) {
        URI target = URI.create(address);
        return deliver(target.getScheme() + "://" + target.getRawAuthority() + "?connectTimeout=" + PATIENCE_MILLIS + "&responseTimeout="
                + PATIENCE_MILLIS + "&soTimeout=" + PATIENCE_MILLIS, body,
                Map.of(Exchange.HTTP_URI, address, Exchange.HTTP_METHOD, "POST", Exchange.CONTENT_TYPE, "application/json"));
    }

    private Exchange deliver(String endpoint, String body, Map<String, Object> headers) {
        return template.send(camel.getEndpoint(endpoint), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** An address may hold a key, and what Camel says of a failure may hold the address. */
    private String why(Receiver receiver, Exception failure) {
        if (failure instanceof HttpOperationFailedException refused) {
            return "The server answered " + refused.getStatusCode() + ".";
        }
        String shown = Plain.reason(failure).replace(receiver.address(), "(address)");
        return mail.password().filter(password -> !password.isEmpty()).map(password -> shown.replace(password, "***")).orElse(shown);
    }
}
