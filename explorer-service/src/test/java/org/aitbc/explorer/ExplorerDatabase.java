package org.aitbc.explorer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.aitbc.servicetest.TestDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The service's tables in a database of their own, for tests that need nothing else of it. */
public final class ExplorerDatabase {

    private static final String NAME = create();

    private ExplorerDatabase() {}

    /** A connection that serves one user after the other. */
    public static SingleConnectionDataSource connection() {
        return new SingleConnectionDataSource(
                TestDatabase.server().getJdbcUrl("postgres", NAME), "postgres", "postgres", true);
    }

    private static String create() {
        String name = "explorer";
        try (Connection connection = TestDatabase.server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        for (String schema : List.of("core", "explorer")) {
            Flyway.configure()
                    .dataSource(TestDatabase.server().getDatabase("postgres", name))
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/migration/" + schema)
                    .load()
                    .migrate();
        }
        return name;
    }
}
