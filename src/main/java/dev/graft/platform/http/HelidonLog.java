package dev.graft.platform.http;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Leads Helidon's lines, which go to java.util.logging, into our log, and keeps those that nobody would act on out.
final class HelidonLog {
    // Held here, because java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    // Says that a port is in use, with its stack; `HttpServer` throws the same.
    private static final Logger START = Logger.getLogger("io.helidon.webserver.LoomServer");

    private HelidonLog() {}

    static synchronized void quieten() {
        HELIDON.setLevel(Level.WARNING);
        START.setLevel(Level.OFF);
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
