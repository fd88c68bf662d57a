package org.aitbc.bench.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.aitbc.starter.database.DedicatedConnections;
import org.flywaydb.core.Flyway;

/** The PostgreSQL that both ways write to. */
record Database(String url, String user, String password) {

    /** Makes the suite's tables as payment-service does. */
    void migrate() {
        for (String schema : new String[] {"core", "payment"}) {
            Flyway.configure()
                    .dataSource(url, user, password)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/migration/" + schema)
                    .load()
                    .migrate();
        }
    }

    DedicatedConnections own() {
        return new DedicatedConnections(url, user, password);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Connections that are all open from the start, with the suite's settings but for autocommit. */
    HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        config.addDataSourceProperty("prepareThreshold", "1");
        return new HikariDataSource(config);
    }
}
