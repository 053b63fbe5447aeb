package io.syncbridge;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.syncbridge.operate.command.BridgeCommand;

/** Starts the bridge, or runs one of its commands. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /** @param args none to run the bridge; otherwise a command, see {@code --help} */
    public static void main(String... args) {
        if (args.length > 0) {
            // from Java 22 on there would be a console also where nobody looks, and progress would be shown to files
            System.setProperty("jdk.console", "java.base");
            System.setProperty("bridge.serve", "false");
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.log.level", "ERROR");
            System.setProperty("quarkus.log.category.\"org.apache.camel.processor.errorhandler\".level", "OFF");
            System.setProperty("camel.main.auto-startup", "false");
        }
        Quarkus.run(BridgeCommand.class, args);
    }
}
