package io.syncbridge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
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

    /** What becomes of files in that folder that change while the bridge runs. */
    @WithDefault("ask")
    Reload reload();

    /** What becomes of changed files. */
    enum Reload {
        /** They are shown, and taken over when somebody says so. */
        ASK,
        /** Those without a mistake are taken over at once. */
        AUTO,
        /** They are shown, and taken over at the next start. */
        OFF
    }

    /** Whether to run the syncs; commands that only look at files turn it off. */
    @WithDefault("true")
    boolean serve();

    /** Where the bridge keeps its own tables. */
    Database store();

    /** The JDBC systems, by the name that routes call them. */
    Map<String, JdbcSystem> databases();

    /** The logins to SharePoint through Microsoft Graph, by the name that routes call them; a route that names none takes {@code default}. */
    Map<String, SharePoint> sharepoint();

    /** The logins to Salesforce organizations, by the name that routes call them; a route that names none takes {@code default}. */
    Map<String, Salesforce> salesforce();

    /** The Kafka clusters, by the name that routes call them; a route that names none takes {@code default}. */
    Map<String, Kafka> kafka();

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

    /**
     * Whether a system is not polled for the first time, which takes in all that it holds, before a backfill of the sync, or a
     * plan that was applied, is through.
     */
    @WithDefault("false")
    boolean backfillFirst();

    /** How often each sync's systems are compared by themselves; never where it is not set. */
    Optional<Duration> compareEvery();

    /** Who is notified, and of what. */
    @WithName("notify")
    Notify notifications();

    /** Who is notified, and of what. */
    interface Notify {

        /** The receivers, by a name of their own. */
        Map<String, Receiver> to();

        /** Where the console is for those who follow a link; where this instance listens if absent. */
        Optional<String> consoleUrl();

        /** How long something lasts before anybody is told, and the least time between two messages to one receiver. */
        @WithDefault("1m")
        Duration after();

        /** How long a change that could go out waits before anybody is told. */
        @WithDefault("15m")
        Duration lag();

        /** How long before its end a certificate is told of. */
        @WithDefault("14d")
        Duration ending();

        /** The mail server. */
        Mail mail();
    }

    /** Somebody who is notified; exactly one of {@code mail}, {@code slack}, {@code teams}, {@code webhook} and {@code endpoint} says how. */
    interface Receiver {

        /** Addresses. */
        Optional<List<String>> mail();

        /** The address of an incoming webhook of Slack. */
        Optional<String> slack();

        /** The address of a workflow of Teams that posts what it is sent. */
        Optional<String> teams();

        /** An address that is sent JSON. */
        Optional<String> webhook();

        /** A Camel endpoint, which is sent the same JSON. */
        Optional<String> endpoint();

        /** Topics; all if absent. */
        Optional<List<String>> about();

        /** Times of day, such as {@code 22:00-06:00}, in which nothing is sent. */
        Optional<List<String>> quiet();

        /** Whose times of day these are. */
        Optional<String> zone();
    }

    /** The server that mails are sent by. */
    interface Mail {

        /** Its address, such as {@code smtp://mail.example.com:587} or {@code smtps://mail.example.com}. */
        Optional<String> server();

        Optional<String> username();

        Optional<String> password();

        /** Who the mails are from. */
        Optional<String> from();
    }

    /** What a system can bear of one instance of the bridge; a call is one call of the system's route. */
    interface SystemLimits {

        /** The most calls at once. */
        OptionalInt callsAtOnce();

        /** The most calls in a second. */
        OptionalInt callsPerSecond();
    }

    /** How long the store keeps what is over. */
    interface Retention {

        /** Rows of the sync log, reviews that are settled, and runs that are over. */
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

        /** How long the database may be silent while a statement is under way, before its connection counts as lost. */
        default Duration callTimeout() {
            return Duration.ofMinutes(5);
        }
    }

    /** The database of a JDBC system. */
    interface JdbcSystem extends Database {

        /**
         * Whether what is written there and what the store keeps of it is one transaction, so that everything is delivered
         * exactly once, whatever happens in between. PostgreSQL must allow prepared transactions for that, here and for the
         * store, and this instance needs a name of its own, {@code quarkus.transaction-manager.node-name}.
         */
        @WithDefault("false")
        boolean xa();

        /** How the database's log is read, by routes that say {@code changes=cdc}. */
        Cdc cdc();
    }

    /** How a database's log is read. */
    interface Cdc {

        /** The name of the replication slot and of the publication; {@code syncbridge_<database>} if absent. Two bridges need two. */
        Optional<String> slot();

        /** How much of the log the slot may keep from being recycled before somebody is told. */
        @WithDefault("10G")
        MemorySize walLimit();

        /** How often a quiet stream is moved on. */
        @WithDefault("10s")
        Duration heartbeat();
    }

    /** A Kafka cluster. */
    interface Kafka {

        /** Brokers to begin with, {@code host:port}, separated by commas. */
        String servers();

        /** Any settings of Kafka's clients, such as {@code security.protocol}; their names, which hold dots, stand in quotes. */
        Map<String, String> client();
    }

    /** One sender of webhooks; the map's key is {@code <sync>/<system>}. */
    interface Webhook {

        /**
         * The signing keys, in the form {@code whsec_<base64>} for the signature {@code standard}; any of them may have signed, so
         * that keys can be rotated.
         */
        Optional<List<String>> keys();

        /** How the sender shows who it is: {@code standard}, {@code github}, {@code stripe}, {@code header} or {@code basic}. */
        @WithDefault("standard")
        String signature();

        /** The header that shows it; the usual one of the signature if absent. */
        Optional<String> header();

        /** Where the body holds the record's id or a list of ids, with dots between levels; the definition's id field if absent. */
        Optional<String> id();

        /** Where the body holds the record; the object that holds the id if absent. */
        Optional<String> record();

        /** The operation (create, update, delete), or where the body says what happened. */
        Optional<String> operation();

        /** Where the body says when it happened. */
        Optional<String> time();

        /** Whether the record is always read, whatever the body holds of it. */
        @WithDefault("false")
        boolean hint();

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

    /** A login to one tenant of Microsoft Graph as an application. */
    interface SharePoint {

        /** Where Graph's v1.0 paths stand; national clouds have addresses of their own. */
        @WithDefault("https://graph.microsoft.com/v1.0")
        String graphUrl();

        /** The tenant's id or domain. */
        Optional<String> tenant();

        /** Where tokens are given; Microsoft's address for the tenant if absent. */
        Optional<String> tokenUrl();

        /** The application's client id. */
        Optional<String> clientId();

        /** The application's client secret. */
        Optional<String> clientSecret();

        /** What the token is asked for. */
        @WithDefault("https://graph.microsoft.com/.default")
        String scope();

        /** The public address of the bridge, to which Graph sends change notifications; without it there are none. */
        Optional<String> notificationUrl();

        /** The most requests at once, of all lists together. */
        @WithDefault("4")
        int concurrency();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for an answer. */
        @WithDefault("60s")
        Duration requestTimeout();
    }

    /**
     * A login to one Salesforce organization. It is by JWT where a keystore is set, by refresh token where one is set, by name
     * and password where both are set, and by client credentials otherwise.
     */
    interface Salesforce {

        /** Where to log in: {@code https://test.salesforce.com} for sandboxes, or the organization's own My Domain address. */
        @WithDefault("https://login.salesforce.com")
        String loginUrl();

        /** The connected application's client id (consumer key). */
        Optional<String> clientId();

        /** The connected application's client secret; not needed with a keystore. */
        Optional<String> clientSecret();

        /** The user to be, with a password or a keystore. */
        Optional<String> username();

        /** The user's password, followed by the security token where Salesforce asks for one. */
        Optional<String> password();

        /** A refresh token of the user to be. */
        Optional<String> refreshToken();

        /** The file of a keystore with one private key, whose certificate the connected application knows. */
        Optional<String> keystore();

        /** The keystore's password, and the key's. */
        Optional<String> keystorePassword();

        /** Who a JWT is for, where that is not the login address. */
        Optional<String> jwtAudience();

        /** Where the API stands, if it is not where the login says. */
        Optional<String> instanceUrl();

        /** The API's version. */
        @WithDefault("62.0")
        String apiVersion();

        /** How many percent of the organization's API requests of a day may be used, by all its users, before the bridge waits. */
        @WithDefault("80")
        int maxApiShare();

        /** What Outbound Messages must bring along as {@code ?key=}; without it none are taken in. */
        Optional<String> outboundKey();

        /** The organization's id, of which Outbound Messages must be; of any if absent. */
        Optional<String> organizationId();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for an answer. */
        @WithDefault("120s")
        Duration requestTimeout();
    }
}
