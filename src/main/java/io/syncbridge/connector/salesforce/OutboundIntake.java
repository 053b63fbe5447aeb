package io.syncbridge.connector.salesforce;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.webhook.KnownSyncs;
import io.syncbridge.connector.webhook.RefusedException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Checks an Outbound Message and leaves as the body which records it is about, to be read: a message that was held up tells old
 * values, and only of the fields that were chosen for it. No header from outside is left; the property {@value #SYSTEM} says
 * for whom the message is.
 */
@Singleton
class OutboundIntake implements Processor {

    static final String SYSTEM = "outboundSystem";

    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int SHORT_ID = 15;

    private final SalesforceConnections connections;
    private final KnownSyncs syncs;

    OutboundIntake(SalesforceConnections connections, KnownSyncs syncs) {
        this.connections = connections;
        this.syncs = syncs;
    }

    @Override
    public void process(Exchange exchange) throws RefusedException {
        Message message = exchange.getMessage();
        String sync = message.getHeader("sync", "", String.class);
        String system = message.getHeader("system", "", String.class);
        String org = message.getHeader("org", "default", String.class);
        String key = message.getHeader("key", "", String.class);
        byte[] body = message.getBody(byte[].class);
        message.removeHeaders("*");
        BridgeConfig.Salesforce settings = connections.find(org).filter(login -> login.outboundKey().isPresent())
                .filter(login -> syncs.knows(sync, system)).orElseThrow(() -> new RefusedException(404,
                        "no Outbound Messages are expected here; the address ends in /<sync>/<system>, and the login that ?org=<login>"
                                + " names (default without it) needs bridge.salesforce.<login>.outbound-key"));
        exchange.setProperty(SYSTEM, sync + "/" + system);
        if (!isSame(settings.outboundKey().get(), key)) {
            throw new RefusedException(401, "?key= is not what bridge.salesforce." + org + ".outbound-key says");
        }
        OutboundMessage told = read(body);
        if (!settings.organizationId().map(id -> isSameId(id, told.organization())).orElse(true)) {
            throw new RefusedException(403, "the message is of the organization " + told.organization()
                    + ", which is not bridge.salesforce." + org + ".organization-id");
        }
        message.setBody(told.notifications().stream().map(OutboundIntake::report).toList());
    }

    private static OutboundMessage read(byte[] body) throws RefusedException {
        if (body != null && body.length > LARGEST) {
            throw new RefusedException(413, "the message is larger than " + LARGEST + " bytes");
        }
        try {
            return OutboundMessage.read(body == null ? new byte[0] : body);
        } catch (IllegalArgumentException unreadable) {
            throw new RefusedException(400, unreadable.getMessage());
        }
    }

    private static Map<String, Object> report(OutboundMessage.Notification notification) {
        return Map.of(ReportKeys.ID, notification.recordId(), ReportKeys.HINT, true, ReportKeys.EVENT_ID, notification.id());
    }

    /** Compares in a time that tells nothing. */
    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** The last three letters of a long id only guard the case of the others. */
    private static boolean isSameId(String one, String other) {
        return one.length() >= SHORT_ID && other.length() >= SHORT_ID && one.startsWith(other.substring(0, SHORT_ID));
    }
}
