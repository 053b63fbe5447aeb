package io.syncbridge.bench;

import org.jumpmind.symmetric.SymmetricWebServer;

/** The process in which both nodes of SymmetricDS run; its argument is the port. */
public final class SymmetricNodes {

    private SymmetricNodes() {
    }

    public static void main(String[] arguments) throws Exception {
        new SymmetricWebServer().start(Integer.parseInt(arguments[0]));
    }
}
