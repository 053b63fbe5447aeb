package io.syncbridge.connector.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.syncbridge.BridgeConfig;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Checks a webhook whose address ends in {@code /<sync>/<system>} and leaves its records as the body, without any header
 * from outside; the properties {@value #SYNC} and {@value #SYSTEM} say for whom they are.
 */
@Singleton
@Named("signedWebhook")
@RegisterForReflection
public class SignedWebhook implements Processor {

    static final String SYNC = "webhookSync";
    static final String SYSTEM = "webhookSystem";

    private static final Pattern ADDRESS = Pattern.compile(".*/([^/]+)/([^/]+)/?");

    private final Map<String, BridgeConfig.Webhook> webhooks;
    private final Map<String, SenderCheck> checks = new HashMap<>();
    private final KnownSyncs syncs;
    private final Clock clock;

    @jakarta.inject.Inject
    public SignedWebhook(BridgeConfig config, KnownSyncs syncs) {
        this(config.webhooks(), syncs, Clock.systemUTC());
    }

    SignedWebhook(Map<String, BridgeConfig.Webhook> webhooks, KnownSyncs syncs, Clock clock) {
        this.webhooks = webhooks;
        this.syncs = syncs;
        this.clock = clock;
        webhooks.forEach((name, webhook) -> webhook.keys().ifPresent(keys -> checks.put(name, check(name, webhook, keys))));
    }

    private static SenderCheck check(String name, BridgeConfig.Webhook webhook, List<String> keys) {
        try {
            return new SenderCheck(scheme(name, webhook), webhook.header().orElse(null), keys, webhook.tolerance());
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalStateException("bridge.webhooks.\"" + name + "\".keys: " + unreadable.getMessage(), unreadable);
        }
    }

    private static SenderCheck.Scheme scheme(String name, BridgeConfig.Webhook webhook) {
        return Arrays.stream(SenderCheck.Scheme.values()).filter(scheme -> scheme.name().equalsIgnoreCase(webhook.signature())).findFirst()
                .orElseThrow(() -> new IllegalStateException("bridge.webhooks.\"" + name + "\".signature: " + webhook.signature()
                        + " is none of standard, github, stripe, header and basic"));
    }

    @Override
    public void process(Exchange exchange) throws RefusedException {
        Message message = exchange.getMessage();
        var address = ADDRESS.matcher(message.getHeader(Exchange.HTTP_PATH, "", String.class));
        if (!address.matches()) {
            throw new RefusedException(404, "the address must end in /<sync>/<system>");
        }
        String sync = address.group(1);
        String system = address.group(2);
        BridgeConfig.Webhook webhook = webhooks.get(sync + "/" + system);
        if (webhook == null || !syncs.knows(sync, system)) {
            throw new RefusedException(404, "no webhook is set up for " + sync + "/" + system);
        }
        byte[] body = body(message, webhook.maxBody());
        checkSender(sync + "/" + system, webhook, message, body);
        message.setBody(new WebhookBody(syncs.idField(sync, system), syncs.modifiedField(sync, system), places(webhook))
                .records(body, messageId(sync + "/" + system, message)));
        message.removeHeaders("*");
        exchange.setProperty(SYNC, sync);
        exchange.setProperty(SYSTEM, system);
    }

    private static byte[] body(Message message, int limit) throws RefusedException {
        byte[] body = message.getBody(byte[].class);
        if (body == null || body.length == 0) {
            throw new RefusedException(400, "the body is empty or not JSON");
        }
        if (body.length > limit) {
            throw new RefusedException(413, "the body is larger than " + limit + " bytes");
        }
        return body;
    }

    private void checkSender(String name, BridgeConfig.Webhook webhook, Message message, byte[] body) throws RefusedException {
        SenderCheck check = checks.get(name);
        if (check != null) {
            check.check(header -> text(message, header), body, clock.instant());
        } else if (!webhook.unsigned()) {
            throw new RefusedException(401, "no signing key is set; set bridge.webhooks.\"" + name + "\".keys");
        }
    }

    private String messageId(String name, Message message) {
        SenderCheck check = checks.get(name);
        return check == null ? text(message, "webhook-id") : check.messageId(header -> text(message, header));
    }

    private static Places places(BridgeConfig.Webhook webhook) {
        return new Places(webhook.id().orElse(null), webhook.record().orElse(null), webhook.operation().orElse(null),
                webhook.time().orElse(null), webhook.hint());
    }

    private static String text(Message message, String header) {
        return message.getHeader(header, String.class);
    }
}
