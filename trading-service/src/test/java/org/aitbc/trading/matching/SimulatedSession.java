package org.aitbc.trading.matching;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.servicetest.simulation.Database;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;
import org.aitbc.servicetest.simulation.Stopped;
import org.jspecify.annotations.Nullable;

/** A real session at the end of a way on which statements and commits get lost, or arrive after their sender gave up. */
final class SimulatedSession {

    /** The lock on a row, waited for in virtual time. */
    static final class Lock {

        private final Simulation simulation;
        private final Set<Signal> waiting = new LinkedHashSet<>();
        private @Nullable SimulatedSession holder;

        Lock(Simulation simulation) {
            this.simulation = simulation;
        }

        boolean isTaken() {
            return holder != null;
        }

        private void take(SimulatedSession session) {
            Signal free = new Signal(simulation);
            while (holder != null) {
                waiting.add(free);
                free.await(Duration.ofSeconds(1));
                waiting.remove(free);
            }
            holder = session;
        }

        private void leave(SimulatedSession session) {
            if (holder == session) {
                holder = null;
                waiting.forEach(Signal::raise);
            }
        }
    }

    private final String name;
    private final Database database;
    private final Lock lock;
    private final Connection real;
    private final Connection connection;
    private boolean isCommitting;
    private boolean isClosed;

    SimulatedSession(String name, Database database, Lock lock) throws SQLException {
        this.name = name;
        this.database = database;
        this.lock = lock;
        this.real = TestDatabase.dataSource(TestMarket.URL).getConnection();
        this.connection = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> call(method, arguments));
    }

    Connection connection() {
        return connection;
    }

    /** What is on its way may still be committed. */
    void close() {
        isClosed = true;
        end();
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement" -> {
                if (String.valueOf(Objects.requireNonNull(arguments)[0]).contains("for update")) {
                    lock.take(this);
                }
                database.call(name + " statement", () -> true);
            }
            case "commit" -> {
                commit();
                return null;
            }
            case "rollback" -> {
                end();
                return null;
            }
            case "setAutoCommit" -> {
                // it would commit what is still on its way
                if (isCommitting) {
                    return null;
                }
            }
            default -> {}
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void commit() throws SQLException {
        isCommitting = true;
        try {
            database.call(name + " commit", this::committed, () -> isCommitting = false);
        } catch (Stopped died) {
            isCommitting = false;
            throw died;
        }
    }

    private boolean committed() {
        // of a client that died nothing comes
        if (!isCommitting) {
            return false;
        }
        try {
            real.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        isCommitting = false;
        end();
        return true;
    }

    private void end() {
        if (isCommitting) {
            return;
        }
        try {
            if (!real.isClosed() && !real.getAutoCommit()) {
                real.rollback();
            }
            if (isClosed) {
                real.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        lock.leave(this);
    }
}
