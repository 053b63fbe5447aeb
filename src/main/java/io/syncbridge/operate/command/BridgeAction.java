package io.syncbridge.operate.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands have in common that ask the running bridge. */
abstract class BridgeAction implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection bridge;

    /** Prints a line. */
    void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
