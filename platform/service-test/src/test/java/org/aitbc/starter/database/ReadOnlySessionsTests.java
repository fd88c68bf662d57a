package org.aitbc.starter.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.aitbc.servicetest.TestDatabase;
import org.junit.jupiter.api.Test;

class ReadOnlySessionsTests {

    @Test
    void aPoolLetsGoOfASessionThatTakesNoWrites() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url());
        config.setMaximumPoolSize(1);
        config.setExceptionOverrideClassName(ReadOnlySessions.class.getName());
        try (HikariDataSource pool = new HikariDataSource(config)) {
            run(pool, "set default_transaction_read_only = on");
            assertThatThrownBy(() -> run(pool, "create schema never")).hasMessageContaining("read-only");

            assertThatCode(() -> run(pool, "create schema now_it_does")).doesNotThrowAnyException();
        }
    }

    private static void run(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
