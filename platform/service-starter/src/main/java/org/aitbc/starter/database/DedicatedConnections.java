package org.aitbc.starter.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.aitbc.starter.trace.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Connections for loops that live as long as the service: writers of batches and listeners. Each loop opens one and keeps
 * it, so that a hot path never waits for a pool.
 */
public final class DedicatedConnections {

    /**
     * Plans that were prepared while a table was empty are hash joins and sequential scans, and they stay when it has
     * grown to millions of rows. What these connections run is always a few rows by key.
     */
    private static final String BY_KEY_ONLY =
            "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /** PostgreSQL learns within 20 seconds that the host of a session is gone, and frees what that session had locked. */
    private static final String NOTICE_THE_DEAD =
            " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Spans spans;

    public DedicatedConnections(String url, @Nullable String user, @Nullable String password) {
        this(url, user, password, Spans.NONE);
    }

    /** @param spans of what is done on these connections */
    DedicatedConnections(String url, @Nullable String user, @Nullable String password, Spans spans) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.spans = spans;
    }

    /** Of what is done on these connections, which no library observes. */
    public Spans spans() {
        return spans;
    }

    /** Which database this is, for those who share a process with another suite. */
    public String url() {
        return url;
    }

    /** A connection whose plans always go by key, in autocommit. */
    public Connection byKey() throws SQLException {
        return open(BY_KEY_ONLY, 30);
    }

    /** A connection that may wait for notifications for ever. */
    public Connection listening() throws SQLException {
        return open("", 0);
    }

    private Connection open(String options, int socketTimeoutSeconds) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("options", options + NOTICE_THE_DEAD);
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", String.valueOf(socketTimeoutSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }
}
