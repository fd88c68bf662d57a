package org.aitbc.domain.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

class RetryingDataSourceTests {

    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            RetryingDataSourceTests.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, _, _) -> null);

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P03"})
    void findsADatabaseThatComesBack(String state) throws SQLException {
        Server server = new Server(List.of(state, state, state));

        assertThat(new RetryingDataSource(server, Duration.ofMinutes(1)).getConnection())
                .isSameAs(CONNECTION);
        assertThat(new RetryingDataSource(server, Duration.ZERO).getConnection("user", "password"))
                .isSameAs(CONNECTION);
        assertThat(server.tries).isEqualTo(5);
    }

    @Test
    void whatWaitingDoesNotMendIsSaidAtOnce() {
        Server server = new Server(List.of("28P01"));

        assertThatThrownBy(new RetryingDataSource(server, Duration.ofMinutes(1))::getConnection)
                .isInstanceOf(SQLException.class);
        assertThat(server.tries).isEqualTo(1);
    }

    @Test
    void patienceEnds() {
        Server server = new Server(List.of("08001", "08001"));

        assertThatThrownBy(new RetryingDataSource(server, Duration.ZERO)::getConnection)
                .isInstanceOf(SQLException.class);
        assertThat(server.tries).isEqualTo(1);
    }

    /** Refuses with these states, one after the other, and then connects. */
    private static final class Server extends AbstractDataSource {

        private final Queue<String> refusals;
        private int tries;

        Server(List<String> refusals) {
            this.refusals = new ArrayDeque<>(refusals);
        }

        @Override
        public Connection getConnection() throws SQLException {
            tries++;
            if (!refusals.isEmpty()) {
                throw new SQLException("refused", refusals.remove());
            }
            return CONNECTION;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
