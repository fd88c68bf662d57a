package org.aitbc.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aitbc.standalone.machine.FolderLock;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.machine.PrivateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, on 127.0.0.1 only, with one role and one database named {@code aitbc}. It keeps what
 * it is given: fsync is on, a second start finds the data of the first. A server that ends by itself is started again; one
 * left over from a process that was killed is stopped at the next start.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "shared_buffers", "256MB",
            "max_wal_size", "4GB",
            "autovacuum_naptime", "10s",
            "max_connections", "200",
            "timezone", "UTC",
            "log_timezone", "UTC");

    private final FolderLock lock;
    private final Cluster cluster;
    private final int port;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(FolderLock lock, Cluster cluster, int port, String password) {
        this.lock = lock;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /** Starts a server on a free port. */
    public static EmbeddedPostgres start(Path home) {
        return start(home, Ports.free(), Map.of());
    }

    /**
     * Starts a server.
     *
     * @param home holds programs, data, password and log; made when missing
     * @param settings lines of {@code postgresql.conf} on top of the suite's own
     * @throws org.aitbc.standalone.machine.Refused when another process uses the folder
     * @throws PostgresFailed when PostgreSQL does not start
     */
    public static EmbeddedPostgres start(Path home, int port, Map<String, String> settings) {
        return start(home, port, settings, RunAs.here());
    }

    static EmbeddedPostgres start(Path home, int port, Map<String, String> settings, RunAs runAs) {
        Path folder = home.toAbsolutePath().normalize();
        FolderLock lock = FolderLock.take(folder);
        try {
            runAs.requireWayTo(folder);
            String password = PrivateFile.keptSecret(folder.resolve("password"));
            Cluster cluster = new Cluster(Binaries.unpacked(folder), runAs, folder);
            cluster.stop();
            cluster.createOnce(password);
            Map<String, String> all = new HashMap<>(SETTINGS);
            all.putAll(settings);
            cluster.configure(port, all);
            EmbeddedPostgres postgres = new EmbeddedPostgres(lock, cluster, port, password);
            postgres.launch();
            return postgres;
        } catch (IOException e) {
            lock.close();
            throw new PostgresFailed("cannot use " + folder + " for PostgreSQL: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where JDBC finds the database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.OWNER;
    }

    public String user() {
        return Cluster.OWNER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The server's process id. */
    public long pid() {
        return cluster.server()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new PostgresFailed("PostgreSQL is not running"));
    }

    /** Ends every session, stops the server and starts it again. */
    public synchronized void restart() {
        cluster.stop();
        launch();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            cluster.stop();
            lock.close();
        }
    }

    private void launch() {
        cluster.start();
        cluster.server().ifPresent(server -> {
            var _ = server.onExit().thenRun(this::revive);
        });
    }

    private synchronized void revive() {
        if (closed || cluster.server().isPresent()) {
            return;
        }
        LOG.warn("PostgreSQL ended by itself: starting it again");
        try {
            launch();
        } catch (PostgresFailed e) {
            LOG.error("{}", e.getMessage());
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::revive);
        }
    }
}
