package io.syncbridge;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;
@TopCommand
@Command(name = "bridge")
public class Main implements Runnable { public void run() { io.quarkus.runtime.Quarkus.waitForExit(); } }
