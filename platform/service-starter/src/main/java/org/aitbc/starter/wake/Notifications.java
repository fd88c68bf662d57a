package org.aitbc.starter.wake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints that something is waiting in the database: per queue (a number) the least id that came. Listeners in this process
 * hear of it at once, those in others through NOTIFY, which is sent after the commit, in a transaction of its own (inside
 * the writing one it would lock the whole database), at once when idle and at most 20 times a second. A hint may be lost:
 * each listener also polls by itself now and then.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String CHANNEL = "aitbc_wake";
    private static final Duration BETWEEN_NOTIFIES = Duration.ofMillis(50);
    private static final String PROCESS = UUID.randomUUID().toString();
    /** Per database, since two suites may share a process. */
    private static final Map<String, CopyOnWriteArrayList<Consumer<Map<Integer, UUID>>>> LISTENERS =
            new ConcurrentHashMap<>();

    private final DedicatedConnections connections;
    private final DedicatedConnection sending;
    private final CopyOnWriteArrayList<Consumer<Map<Integer, UUID>>> local;
    private final CopyOnWriteArrayList<Consumer<Map<Integer, UUID>>> own = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final Semaphore unsent = new Semaphore(0);
    private Map<Integer, UUID> pending = new ConcurrentHashMap<>();
    private boolean anything;
    private final Thread sender;
    private volatile boolean closed;

    public Notifications(DedicatedConnections connections) {
        this.connections = connections;
        this.sending = new DedicatedConnection(connections);
        this.local = LISTENERS.computeIfAbsent(connections.url(), _ -> new CopyOnWriteArrayList<>());
        this.sender = Thread.ofVirtual().name("wake-sender").start(this::send);
    }

    /** Tells that the queues have something from these ids on; with an empty map that anything may have come. */
    public void tell(Map<Integer, UUID> least) {
        local.forEach(listener -> listener.accept(least));
        synchronized (lock) {
            least.forEach((queue, id) -> pending.merge(queue, id, Notifications::lesser));
            anything |= least.isEmpty();
        }
        if (unsent.availablePermits() == 0) {
            unsent.release();
        }
    }

    /** Calls back with what others tell; an empty map means that anything may have come. Must return at once. */
    public void listen(Consumer<Map<Integer, UUID>> listener) {
        local.add(listener);
        own.add(listener);
        Thread.ofVirtual().name("wake-listener").start(() -> hear(listener));
    }

    @Override
    public void close() {
        closed = true;
        local.removeAll(own);
        sender.interrupt();
    }

    private void send() {
        while (!closed) {
            try {
                unsent.acquire();
                unsent.drainPermits();
                Map<Integer, UUID> due;
                boolean bare;
                synchronized (lock) {
                    due = pending;
                    pending = new ConcurrentHashMap<>();
                    bare = anything && !due.isEmpty();
                    anything = false;
                }
                notifyOthers(NotificationText.write(PROCESS, due));
                if (bare) {
                    notifyOthers(PROCESS);
                }
                Thread.sleep(BETWEEN_NOTIFIES);
            } catch (SQLException e) {
                LOG.debug("a hint was lost: {}", e.getMessage());
            } catch (InterruptedException e) {
                // closing
            }
        }
        sending.close();
    }

    private void notifyOthers(String payload) throws SQLException {
        sending.run(connection -> {
            try (var notify = connection.prepareStatement("select pg_notify(?, ?)")) {
                notify.setString(1, CHANNEL);
                notify.setString(2, payload);
                return notify.execute();
            }
        });
    }

    private void hear(Consumer<Map<Integer, UUID>> listener) {
        while (!closed) {
            try (Connection connection = connections.listening();
                    Statement listen = connection.createStatement()) {
                listen.execute("listen " + CHANNEL);
                listener.accept(Map.of());
                PGConnection notified = connection.unwrap(PGConnection.class);
                while (!closed) {
                    for (PGNotification one : notified.getNotifications(1000)) {
                        if (!one.getParameter().startsWith(PROCESS)) {
                            listener.accept(NotificationText.read(one.getParameter()));
                        }
                    }
                }
            } catch (SQLException e) {
                LOG.debug("not listening: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static UUID lesser(UUID a, UUID b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
