package io.syncbridge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything that can be set under {@code bridge.} in {@code application.properties}. */
@ConfigMapping(prefix = "bridge")
public interface BridgeConfig {

    /** What the bridge calls itself in the systems' marker fields and in the log. */
    @WithDefault("syncbridge")
    String name();

    /** The folder with the {@code *.sync.yaml}, {@code *.camel.yaml} and {@code kamelets/} that teams write. */
    @WithDefault("routes")
    Path routes();

    /** Whether to run the syncs; commands that only look at files turn it off. */
    @WithDefault("true")
    boolean serve();

    /** Where the bridge keeps its own tables. */
    Database store();

    /** The JDBC systems, by the name that routes call them. */
    Map<String, Database> databases();

    /** The senders of webhooks, by the name at the end of their address {@code /webhooks/<sync>/<system>}. */
    Map<String, Webhook> webhooks();

    /** The people who log in by name and password, by their name. */
    Map<String, Person> people();

    /** Somebody who may look, or also act. */
    interface Person {

        /** The password's bcrypt hash, as the command {@code password} makes it. */
        String password();

        /** {@code viewer}, {@code operator} or {@code admin}. */
        List<String> roles();
    }

    /** What the systems can bear, by the name that definitions call them; one without an entry has no limits. */
    Map<String, SystemLimits> systems();

    /** How long the store keeps what is over. */
    Retention retention();

    /** What a system can bear of one instance of the bridge; a call is one call of the system's route. */
    interface SystemLimits {

        /** The most calls at once. */
        OptionalInt callsAtOnce();

        /** The most calls in a second. */
        OptionalInt callsPerSecond();
    }

    /** How long the store keeps what is over. */
    interface Retention {

        /** Rows of the sync log, and reviews that are settled. */
        @WithDefault("400d")
        Duration log();

        /** Ids of events that were taken in; a repeat after that is recognised by its values only. */
        @WithDefault("30d")
        Duration events();
    }

    /** A JDBC database. */
    interface Database {

        String url();

        Optional<String> username();

        Optional<String> password();

        /** The most connections that are open at once. */
        @WithDefault("10")
        int poolSize();

        /** How long to wait for a connection before the database counts as away. */
        @WithDefault("5s")
        Duration acquireTimeout();
    }

    /** One sender of webhooks; the map's key is {@code <sync>/<system>}. */
    interface Webhook {

        /** The signing keys, in the form {@code whsec_<base64>}; any of them may have signed, so that keys can be rotated. */
        Optional<List<String>> keys();

        /** Whether webhooks without a signature are taken in where no keys are set; anyone who reaches the bridge can send them. */
        @WithDefault("false")
        boolean unsigned();

        /** How far the signature's time may be from the bridge's. */
        @WithDefault("5m")
        Duration tolerance();

        /** The largest body that is read, in bytes. */
        @WithDefault("1048576")
        int maxBody();
    }
}
