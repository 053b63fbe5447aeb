package io.syncbridge.connector.cdc;

import io.debezium.connector.postgresql.PostgresConnector;
import io.syncbridge.BridgeConfig;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * What the engine is told. It begins where the slot stands, which is confirmed after the readers have stored what came before; so
 * it needs no memory of its own, and what it hands over twice is known again.
 */
final class EngineSettings {

    private static final Set<String> KNOWN = Set.of(PGProperty.PG_HOST.getName(), PGProperty.PG_PORT.getName(), PGProperty.PG_DBNAME.getName(),
            PGProperty.USER.getName(), PGProperty.PASSWORD.getName());

    private EngineSettings() {
    }

    /** @param unavailable what stands for a value that the log does not hold */
    static Properties of(BridgeConfig.JdbcSystem database, String slot, String unavailable) {
        var settings = new Properties();
        Properties url = Driver.parseURL(database.url(), new Properties());
        url.stringPropertyNames().stream().filter(name -> !KNOWN.contains(name))
                .forEach(name -> settings.setProperty("driver." + name, url.getProperty(name)));
        settings.setProperty("name", slot);
        settings.setProperty("connector.class", PostgresConnector.class.getName());
        settings.setProperty("topic.prefix", slot);
        settings.setProperty("database.hostname", PGProperty.PG_HOST.getOrDefault(url));
        settings.setProperty("database.port", PGProperty.PG_PORT.getOrDefault(url));
        settings.setProperty("database.dbname", PGProperty.PG_DBNAME.getOrDefault(url));
        settings.setProperty("database.user", database.username().orElse(url.getProperty(PGProperty.USER.getName(), "")));
        settings.setProperty("database.password", database.password().orElse(url.getProperty(PGProperty.PASSWORD.getName(), "")));
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", slot);
        settings.setProperty("slot.max.retries", "0");
        settings.setProperty("publication.name", slot);
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        settings.setProperty("offset.flush.interval.ms", "0");
        settings.setProperty("errors.max.retries", "0");
        settings.setProperty("skipped.operations", "none");
        settings.setProperty("tombstones.on.delete", "false");
        settings.setProperty("decimal.handling.mode", "string");
        settings.setProperty("time.precision.mode", "adaptive_time_microseconds");
        settings.setProperty("unavailable.value.placeholder", unavailable);
        settings.setProperty("message.prefix.include.list", WriteMark.PREFIX);
        settings.setProperty("heartbeat.interval.ms", Long.toString(database.cdc().heartbeat().toMillis()));
        settings.setProperty("heartbeat.action.query", "SELECT pg_logical_emit_message(true, '" + WriteMark.PREFIX + "-heartbeat', '')");
        settings.setProperty("poll.interval.ms", "20");
        settings.setProperty("max.queue.size.in.bytes", Long.toString(64L << 20));
        settings.setProperty("task.management.timeout.ms", "60000");
        return settings;
    }
}
