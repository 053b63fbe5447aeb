package io.syncbridge.connector.cdc;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Leases;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The streams of databases' logs, one for each database that somebody reads. */
@ApplicationScoped
public class ChangeStreams {

    private static final Logger LOG = Logger.getLogger(ChangeStreams.class);

    private final Map<String, BridgeConfig.JdbcSystem> configurations;
    private final Leases leases;
    private final Map<String, ChangeStream> streams = new ConcurrentHashMap<>();

    @Inject
    ChangeStreams(BridgeConfig config, Leases leases) {
        this(config.databases(), leases);
    }

    public ChangeStreams(Map<String, BridgeConfig.JdbcSystem> configurations, Leases leases) {
        this.configurations = Map.copyOf(configurations);
        this.leases = leases;
    }

    /** Has the reader served from a database's stream, which begins if it is the first. */
    public void join(String database, StreamReader reader) {
        streams.computeIfAbsent(database, name -> new ChangeStream(name, configurations.get(name), leases)).add(reader);
    }

    public void leave(String database, StreamReader reader) {
        streams.get(database).remove(reader);
    }

    /** Says whether any reader is served from the database's stream. */
    public boolean isRead(String database) {
        return streams.containsKey(database) && streams.get(database).isRead();
    }

    /** Returns how the streams are doing that are read, as this instance sees it. */
    public List<StreamState> states() {
        return streams.values().stream().filter(ChangeStream::isRead).map(ChangeStream::state).toList();
    }

    /** Returns how the stream of a database is doing; empty where nobody reads it. */
    public Optional<StreamState> state(String database) {
        return Optional.ofNullable(streams.get(database)).filter(ChangeStream::isRead).map(ChangeStream::state);
    }

    /** Returns the streams that nobody reads and whose slots are there all the same; asks every database that has a log. */
    public List<StreamState> left() {
        List<StreamState> left = new ArrayList<>();
        databases().stream().filter(database -> !isRead(database)).forEach(database -> {
            try {
                new ChangeStream(database, configurations.get(database), leases).left().ifPresent(left::add);
            } catch (SQLException away) {
                LOG.debugf(away, "Whether database %s has a slot that is left cannot be seen.", database);
            }
        });
        return left;
    }

    /** Returns the names of the databases that have a log that can be streamed. */
    public List<String> databases() {
        return configurations.entrySet().stream().filter(database -> database.getValue().url().startsWith("jdbc:postgresql:"))
                .map(Map.Entry::getKey).sorted().toList();
    }

    @PreDestroy
    public void close() {
        streams.values().forEach(ChangeStream::close);
    }
}
