package io.syncbridge.operate.command;

import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.Slot;
import io.syncbridge.connector.cdc.StreamSetup;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge cdc}: what databases need so that their logs can be read. */
@Command(name = "cdc", mixinStandardHelpOptions = true, description = "Prepares databases for changes=cdc, and shows and removes what is there for it.",
        subcommands = {CdcCommand.Install.class, CdcCommand.Status.class, CdcCommand.Drop.class})
public class CdcCommand extends CommandGroup {

    /** {@code bridge cdc install}. */
    @Command(name = "install", mixinStandardHelpOptions = true,
            description = "Prints the SQL that prepares a database: role, grants, publication and slot. With --run, makes the publication and the slot.")
    public static class Install implements Callable<Integer> {

        private final StreamSetup setup;

        @Spec
        CommandSpec spec;

        @Parameters(index = "0", description = "The database's name: bridge.databases.<name>.")
        String database;

        @Parameters(index = "1..*", arity = "1..*", description = "The tables, with or without their schemas.")
        List<String> tables;

        @Option(names = "--run", description = "Make the publication and the slot instead of printing the SQL.")
        boolean run;

        public Install(StreamSetup setup) {
            this.setup = setup;
        }

        @Override
        public Integer call() throws SQLException {
            PrintWriter out = spec.commandLine().getOut();
            if (run) {
                setup.install(database, tables);
                out.println("The publication and the slot " + setup.slotName(database) + " are there. The slot keeps the log of database " + database
                        + " from now on, until the bridge reads it.");
            } else {
                setup.script(database, tables).forEach(line -> out.println(line.startsWith("--") ? line : line + ";"));
            }
            out.flush();
            return Exit.DONE;
        }
    }

    /** {@code bridge cdc status}. */
    @Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the slots of a database, or of all of them, and how much of the log they keep.",
            footer = {"", "Exit code 0: all are read and keep no more than they may. 1: one is not read, keeps too much or has lost its log."})
    public static class Status implements Callable<Integer> {

        private static final String ROW = "%-16s %-32s %-10s %16s %16s %-10s %s%n";

        private final StreamSetup setup;
        private final ChangeStreams streams;

        @Spec
        CommandSpec spec;

        @Parameters(index = "0", arity = "0..1", description = "The database's name; all if left out.")
        String database;

        public Status(StreamSetup setup, ChangeStreams streams) {
            this.setup = setup;
            this.streams = streams;
        }

        @Override
        public Integer call() throws SQLException {
            PrintWriter out = spec.commandLine().getOut();
            boolean needsPerson = false;
            out.printf(ROW, "database", "slot", "state", "bytes behind", "bytes kept", "log", "tables");
            for (String name : database == null ? streams.databases() : List.of(database)) {
                StreamSetup.Found found = setup.find(name);
                for (Slot slot : found.slots()) {
                    boolean isActive = slot.activePid() != null;
                    out.printf(ROW, name, slot.name(), isActive ? "read" : "not read", "%,d".formatted(slot.getBehind()), "%,d".formatted(slot.retained()),
                            slot.walStatus(), slot.name().equals(found.slotName()) ? found.published() : "");
                    needsPerson |= !isActive || slot.isEndangered() || slot.retained() > found.walLimit();
                }
            }
            out.flush();
            return needsPerson ? Exit.FOUND : Exit.DONE;
        }
    }

    /** {@code bridge cdc drop}. */
    @Command(name = "drop", mixinStandardHelpOptions = true, description = "Removes a database's slot and publication, which nobody reads any more.")
    public static class Drop implements Callable<Integer> {

        private final StreamSetup setup;

        @Spec
        CommandSpec spec;

        @Parameters(index = "0", description = "The database's name: bridge.databases.<name>.")
        String database;

        @Option(names = "--slot", description = "Another slot than the one that is configured.")
        String slot;

        public Drop(StreamSetup setup) {
            this.setup = setup;
        }

        @Override
        public Integer call() throws SQLException {
            PrintWriter out = spec.commandLine().getOut();
            String name = slot == null ? setup.slotName(database) : slot;
            Optional<Slot> dropped = setup.drop(database, name);
            out.println(dropped.map(gone -> "Removed the slot " + name + " of database " + database + ", which kept " + String.format("%,d", gone.retained())
                    + " bytes of its log, and the publication " + name + ".").orElse("There is no slot " + name + " in database " + database + "."));
            out.flush();
            return Exit.DONE;
        }
    }
}
