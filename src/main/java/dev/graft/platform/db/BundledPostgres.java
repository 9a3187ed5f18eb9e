package dev.graft.platform.db;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own, for those who have none: started here, kept running, stopped at the end. Its data
/// stays; after a crash of anything it recovers at the next start.
///
/// The process that opens a folder first owns the server in it. Others join by its address.
public final class BundledPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BundledPostgres.class);

    /// Between two attempts to start a server that does not start, for want of disk for example.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FolderLock lock;
    private final PostgresServer server;
    private final int port;
    private volatile Process process;
    private volatile boolean stopping;

    private BundledPostgres(FolderLock lock, PostgresServer server) {
        this.lock = lock;
        this.server = server;
        server.initialise();
        server.stopLeftBehind();
        this.port = server.folder().choosePort();
        this.process = server.launchAt(port);
        server.setUpAt(port);
        Thread.ofVirtual().name("bundled-postgres").start(this::keepRunning);
    }

    /// @param path made if it is not there; belongs to this server alone
    /// @throws BundledPostgresRefused in words for the operator
    public static BundledPostgres start(Path path) {
        var folder = PostgresFolder.openedAt(path);
        var lock = FolderLock.take(folder.path(), folder.lock());
        try {
            return new BundledPostgres(lock, PostgresServer.in(folder));
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /// Where the hub's role, which is no superuser and is held by row-level security, finds its database.
    public DatabaseAddress address() {
        return server.addressAt(port);
    }

    /// For tests, which make databases of their own.
    DatabaseAddress setupAddress() {
        return server.setupAddressAt(port);
    }

    /// For tests, which kill it.
    long pid() {
        return process.pid();
    }

    /// Waits for what is running to be broken off and for the data to be on the disk; a few seconds at most.
    @Override
    public void close() {
        stopping = true;
        if (!server.stop("fast")) {
            server.stop("immediate");
        }
        lock.close();
    }

    /// The server may die without us: of a full disk, of a kill. It is started again for as long as we live.
    private void keepRunning() {
        while (!stopping) {
            try {
                process.waitFor();
                if (!stopping) {
                    log.atError()
                            .addKeyValue("folder", server.folder().path())
                            .log("the database server died, starting it again");
                    process = server.launchAt(port);
                }
            } catch (RuntimeException failure) { // refused, or the disk is full: it may be better next time
                log.atError()
                        .addKeyValue("reason", failure.getMessage())
                        .log("the database server does not start, will retry");
                Deadline.in(PAUSE).pause(PAUSE);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }
}
