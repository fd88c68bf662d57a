package org.aitbc.starter.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRestartTests {

    @TempDir
    private Path folder;

    @Test
    void aDatabaseThatRestartsIsUnavailableForAWhile() throws IOException {
        EmbeddedPostgres first = server(0);
        DedicatedConnections connections =
                new DedicatedConnections(first.getJdbcUrl("postgres", "postgres"), null, null);
        try (Batcher<String, String> batcher =
                new Batcher<>("restart", connections, 10, String::length, Duration.ZERO, DatabaseRestartTests::write)) {
            assertThat(batcher.submit("before")).isEqualTo("before");
            first.close();

            assertThatThrownBy(() -> batcher.submit("meanwhile"))
                    .isInstanceOfSatisfying(
                            Unavailable.class, fact -> assertThat(fact.code()).isEqualTo("DATABASE_UNAVAILABLE"));

            try (EmbeddedPostgres again = server(first.getPort())) {
                assertThat(again.getPort()).isEqualTo(first.getPort());
                assertThat(batcher.submit("after")).isEqualTo("after");
            }
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private static List<String> write(Connection connection, List<String> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1")) {
            statement.execute();
        }
        return rows;
    }
}
