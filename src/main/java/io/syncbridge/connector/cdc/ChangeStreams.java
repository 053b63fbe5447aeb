package io.syncbridge.connector.cdc;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Leases;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of databases' logs, one for each database that somebody reads. */
@ApplicationScoped
public class ChangeStreams {

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
        return streams.containsKey(database) && streams.get(database).state().status() != StreamState.Status.UNUSED;
    }

    /** Returns how the streams are doing, as this instance sees it. */
    public List<StreamState> states() {
        return streams.values().stream().map(ChangeStream::state).toList();
    }

    @PreDestroy
    public void close() {
        streams.values().forEach(ChangeStream::close);
    }
}
