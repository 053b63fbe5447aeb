package io.syncbridge.operate.command;

import io.syncbridge.connector.jdbc.ChangeLog;
import io.syncbridge.connector.jdbc.Databases;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge changelog}: prints, installs or removes a table's change log. */
@Command(name = "changelog", mixinStandardHelpOptions = true,
        description = "Prints the SQL that makes a table's change log and its triggers, or runs it with --install.")
public class ChangeLogCommand implements Callable<Integer> {

    private final Databases databases;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", description = "The database's name: bridge.databases.<name>.")
    String database;

    @Parameters(index = "1", description = "The table, with or without its schema.")
    String table;

    @Option(names = "--key", split = ",", description = "The key's columns; the primary key if left out.")
    List<String> key = List.of();

    @Option(names = "--install", description = "Run the SQL instead of printing it.")
    boolean install;

    @Option(names = "--uninstall", description = "Print the SQL that removes it; with --install, run that.")
    boolean uninstall;

    public ChangeLogCommand(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        DataSource source = databases.get(database);
        if (!install) {
            out.println(uninstall ? ChangeLog.uninstallScript(source, table, key) : ChangeLog.script(source, table, key));
        } else if (uninstall) {
            ChangeLog.uninstall(source, table, key);
            out.println("Removed the change log of " + table + " in " + database + ".");
        } else {
            ChangeLog.install(source, table, key);
            out.println("Installed the change log of " + table + " in " + database + ".");
        }
        out.flush();
        return 0;
    }
}
