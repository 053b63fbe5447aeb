package io.syncbridge.demo.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** A table of orders in which somebody is always at work, and a downstream consumer that says what it hears of it. */
final class Orders {

    private static final Logger LOG = Logger.getLogger("events");
    private static final int EVERY_SECONDS = 3;

    private final DataSource database;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "demo-cdc");
        thread.setDaemon(true);
        return thread;
    });

    Orders(DataSource database) {
        this.database = database;
    }

    void begin() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number text NOT NULL UNIQUE, customer text,"
                + " total numeric(12, 2), placed date)");
        run("INSERT INTO orders (number, customer, total, placed) SELECT 'O-' || n, 'Customer ' || n, 10 * n, date '2026-01-01' + n FROM generate_series(1, 20) n");
        executor.scheduleWithFixedDelay(this::work, 2L * EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        executor.execute(this::listen);
    }

    void end() {
        executor.shutdownNow();
    }

    private void work() {
        int one = ThreadLocalRandom.current().nextInt(1, 21);
        try {
            run("UPDATE orders SET total = total + 1 WHERE number = 'O-" + one + "'");
        } catch (SQLException stopping) {
            LOG.debug("The order was not changed.", stopping);
        }
    }

    private void listen() {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", CdcServers.KAFKA, "group.id", "demo",
                "auto.offset.reset", "earliest", "isolation.level", "read_committed"), new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("orders"));
            while (!executor.isShutdown()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(event -> LOG.infof("%s %s", event.key(), event.value()));
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
