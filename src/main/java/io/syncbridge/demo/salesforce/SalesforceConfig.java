package io.syncbridge.demo.salesforce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What can be set under {@code demo.salesforce.}; only looked at in the profile {@code demo}. */
@ConfigMapping(prefix = "demo.salesforce")
interface SalesforceConfig {

    /** Where the organization keeps its records and events. */
    @WithDefault("jdbc:h2:file:./data/demo-salesforce;AUTO_SERVER=TRUE;WRITE_DELAY=0")
    String database();

    /** The RSA key, as PEM or Base64, of those who log in with JWT assertions. Without it such logins are refused. */
    Optional<String> jwtPublicKey();

    /** A port at whose root the organization is found as well, for clients that keep only the host of an address; without it there is none. */
    Optional<Integer> port();

    /** Where Outbound Messages go. Without it none are sent. */
    Optional<URI> outboundMessages();
}
