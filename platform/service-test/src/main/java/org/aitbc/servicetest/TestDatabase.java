package org.aitbc.servicetest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Databases on the {@link TestServer}. Each is a copy of a template that was migrated once, so that no test waits for
 * migrations.
 */
public final class TestDatabase {

    private static final AtomicInteger CREATED = new AtomicInteger();

    /** Any number, as long as all processes use the same. */
    private static final long TEMPLATE_LOCK = 4_711;

    private static final class OfThisProcess {
        static final String URL = create("process", List.of("core"));
    }

    private TestDatabase() {}

    /** The URL, with user and password in it, of a database that all tests of this process share. */
    public static String url() {
        return OfThisProcess.URL;
    }

    /**
     * Creates a database that nobody else uses.
     *
     * @param name what it is for
     * @param schemas whose migrations it has had, in this order
     * @return its JDBC URL, with user and password in it
     */
    public static String create(String name, List<String> schemas) {
        String database = "%s_%s_%d_%d"
                .formatted(
                        module().replace('-', '_'),
                        name,
                        CREATED.incrementAndGet(),
                        ProcessHandle.current().pid());
        try (Connection connection = DriverManager.getConnection(TestServer.url("postgres"));
                Statement server = connection.createStatement()) {
            // nobody may be connected to a database that is copied, and modules are tested side by side
            server.execute("select pg_advisory_lock(" + TEMPLATE_LOCK + ")");
            copy(server, template(server, schemas), database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        TestEvents.append("database " + database);
        return TestServer.url(database);
    }

    /** Connections to a database, each a new one. */
    public static DataSource dataSource(String url) {
        return new DriverManagerDataSource(url);
    }

    /** The module under test: surefire runs in its folder. */
    static String module() {
        return String.valueOf(Path.of("").toAbsolutePath().getFileName());
    }

    private static String template(Statement server, List<String> schemas) throws SQLException {
        if (schemas.isEmpty()) {
            return "template1";
        }
        String name = "template_" + String.join("_", schemas);
        if (!exists(server, name)) {
            copy(server, template(server, schemas.subList(0, schemas.size() - 1)), name);
            migrate(TestServer.url(name), schemas.getLast());
        }
        return name;
    }

    private static boolean exists(Statement server, String database) throws SQLException {
        try (ResultSet found =
                server.executeQuery("select from pg_database where datname = '%s'".formatted(database))) {
            return found.next();
        }
    }

    private static void copy(Statement server, String template, String database) throws SQLException {
        server.execute("create database \"%s\" template \"%s\"".formatted(database, template));
    }

    private static void migrate(String url, String schema) {
        Flyway.configure()
                .dataSource(url, null, null)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/migration/" + schema)
                .load()
                .migrate();
    }
}
