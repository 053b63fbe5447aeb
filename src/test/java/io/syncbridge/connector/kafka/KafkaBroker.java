package io.syncbridge.connector.kafka;

import io.syncbridge.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A real broker in a process of its own, which keeps what it has when it is stopped and started; one for all tests of a virtual machine,
 * whose class loaders know it by system properties.
 */
public final class KafkaBroker {

    /** Kept, as otherwise its level could be forgotten. */
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

    private static final String PORT = "test.kafka.port";
    private static final String PROCESS = "test.kafka.pid";

    private final Path folder = Path.of("target", "kafka-" + ProcessHandle.current().pid()).toAbsolutePath();
    private final int port;

    private KafkaBroker() throws IOException {
        CLIENTS.setLevel(Level.SEVERE);
        port = Integer.getInteger(PORT, freePort());
        if (System.setProperty(PORT, Integer.toString(port)) == null) {
            prepare();
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(folder);
        int controller = freePort();
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration><appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %level %logger{0} %msg%n%ex</pattern></encoder>
                </appender><root level="WARN"><appender-ref ref="out"/></root></configuration>
                """);
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%d
                listeners=PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                log.retention.check.interval.ms=500
                log.cleaner.backoff.ms=500
                log.cleaner.dedupe.buffer.size=4000000
                file.delete.delay.ms=100
                """.formatted(controller, port, controller, folder.resolve("data")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Returns the broker that all tests share, running. */
    public static synchronized KafkaBroker shared() {
        try {
            var broker = new KafkaBroker();
            broker.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String servers() {
        return "localhost:" + port;
    }

    /** Starts it unless it runs, and waits until it answers. */
    public synchronized void start() throws IOException {
        if (process().filter(ProcessHandle::isAlive).isEmpty()) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC", "-Dlogback.configurationFile=" + folder.resolve("logback.xml"), "-cp", classPath(),
                    BrokerMain.class.getName(), folder.resolve("server.properties").toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile())).start();
            System.setProperty(PROCESS, Long.toString(process.pid()));
        }
        Patience.until(() -> {
            try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get().isEmpty();
            }
        });
    }

    /** JBoss's logger on the tests' class path would take over the virtual machine's. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
                .filter(entry -> !entry.contains("jboss")).collect(Collectors.joining(File.pathSeparator));
    }

    /** Ends it at once, as a lost machine does. */
    public synchronized void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    private static Optional<ProcessHandle> process() {
        return Optional.ofNullable(Long.getLong(PROCESS)).flatMap(ProcessHandle::of);
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers(), "request.timeout.ms", 5000, "default.api.timeout.ms", 10_000));
    }

    /** Makes a topic, and waits until it is known. */
    public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings))).all().get();
            Patience.until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream().allMatch(one -> one.leader() != null));
        }
    }

    /** Deletes a topic, and waits until it is gone. */
    public void delete(String topic) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            Patience.await().until(() -> {
                try {
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
                    return false;
                } catch (ExecutionException e) {
                    return e.getCause() instanceof UnknownTopicOrPartitionException;
                }
            });
        }
    }

    /** Sends messages, each a key and a value, in their order. */
    public void send(String topic, String... keysAndValues) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers(), "enable.idempotence", true, "linger.ms", 5),
                new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                producer.send(new ProducerRecord<>(topic, keysAndValues[i], keysAndValues[i + 1]));
            }
            producer.flush();
        }
    }

    /** Returns all that a consumer reads of a topic which reads what is committed. */
    public List<ConsumerRecord<String, String>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", servers(), "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(one -> new TopicPartition(topic, one.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var read = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
            return read;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
