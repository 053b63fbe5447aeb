package io.syncbridge.demo.cdc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Starts the PostgreSQL and the Kafka of the profile {@code demo-cdc}, before the first route asks for them. */
@ApplicationScoped
class CdcServers {

    static final int POSTGRES_PORT = 15432;
    static final String KAFKA = "localhost:19092";
    private static final String CONTROLLER = "localhost:19093";

    private EmbeddedPostgres postgres;
    private KafkaRaftServer kafka;
    private Orders orders;

    void start(@Observes CamelContextStartingEvent event) throws Exception {
        postgres = EmbeddedPostgres.builder().setPort(POSTGRES_PORT).setServerConfig("wal_level", "logical").start();
        startKafka();
        orders = new Orders(postgres.getPostgresDatabase());
        orders.begin();
    }

    private void startKafka() throws Exception {
        Path folder = Files.createTempDirectory("demo-cdc-kafka");
        var settings = new Properties();
        settings.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters", "1@" + CONTROLLER,
                "listeners", "PLAINTEXT://" + KAFKA + ",CONTROLLER://" + CONTROLLER, "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.toString(), "log.cleaner.dedupe.buffer.size", "4000000"));
        settings.putAll(Map.of("offsets.topic.replication.factor", "1", "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1", "offsets.topic.num.partitions", "1", "transaction.state.log.num.partitions", "1"));
        new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString()).setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
        kafka = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        kafka.startup();
        createTopic();
    }

    private static void createTopic() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1))).all().get();
        }
    }

    @PreDestroy
    void stop() throws IOException, SQLException {
        if (orders != null) {
            orders.end();
        }
        if (kafka != null) {
            kafka.shutdown();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
