package org.aitbc.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for all tests of the module; each database in it starts empty. */
public final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();

    private TestDatabase() {}

    public static String url(String name) {
        return POSTGRES.getJdbcUrl("postgres", name);
    }

    public static DataSource create(String name) {
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        return POSTGRES.getDatabase("postgres", name);
    }

    /** Does what the first service to start does in production. */
    public static void migrate(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("create schema core").update();
        try {
            Resource[] scripts =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/core/V*.sql");
            Arrays.sort(scripts, Comparator.comparingInt(TestDatabase::version));
            for (Resource script : scripts) {
                jdbc.sql(script.getContentAsString(StandardCharsets.UTF_8)).update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Resource script) {
        String name = Objects.requireNonNull(script.getFilename());
        return Integer.parseInt(name.substring(1, name.indexOf('_')));
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
