package io.syncbridge.connector.kafka;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Prepares the folder of a broker where that has not been done, and runs it. */
final class BrokerMain {

    private BrokerMain() {
    }

    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        try (InputStream file = new FileInputStream(args[0])) {
            settings.load(file);
        }
        String folder = settings.getProperty("log.dirs");
        if (!Files.exists(Path.of(folder, "meta.properties"))) {
            new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).addDirectory(folder).setMetadataLogDirectory(folder)
                    .setControllerListenerName("CONTROLLER").setPrintStream(System.out).run();
        }
        Kafka.main(args);
    }
}
