package org.aitbc.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.aitbc.standalone.machine.FolderLock;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.machine.Refused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All but one start servers on the same cluster, since making one takes longer than anything else here. */
class EmbeddedPostgresTests {

    @TempDir
    static Path home;

    @BeforeAll
    static void haveThePrograms() {
        KnownPrograms.putInto(home);
    }

    @Test
    void startsOnLoopbackOnlyAndKeepsWhatItIsGiven() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "show server_version")).startsWith("18.");
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(home.resolve("data/postmaster.pid"))
                    .as("its fifth line is the folder of its socket")
                    .satisfies(
                            file -> assertThat(Files.readAllLines(file).get(4)).isEmpty());
            assertThat(ask(postgres, "select usesuper::text from pg_user where usename = current_user"))
                    .isEqualTo("false");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class);
            assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void theSecondStartFindsTheDataOfTheFirst() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            ask(postgres, "create table kept as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, Ports.free(), Map.of("max_connections", "50"))) {
            assertThat(ask(postgres, "select answer::text from kept")).isEqualTo("42");
            assertThat(ask(postgres, "show max_connections")).isEqualTo("50");
        }
    }

    @Test
    void aServerLeftOverByAKilledProcessIsReplaced() throws Exception {
        EmbeddedPostgres.start(home).close();
        Cluster cluster = new Cluster(Binaries.unpacked(home), RunAs.here(), home);
        cluster.configure(Ports.free(), Map.of());
        cluster.start();
        ProcessHandle orphan = cluster.server().orElseThrow();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            await().until(() -> !orphan.isAlive());
            assertThat(postgres.pid()).isNotEqualTo(orphan.pid());
        }
    }

    @Test
    void aStaleProcessNumberThatIsSomebodyElsesNowIsNoHindrance() throws Exception {
        EmbeddedPostgres.start(home).close();
        Files.writeString(
                home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(ask(postgres, "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void aServerThatIsKilledIsStartedAgain() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();

            await().ignoreExceptions().until(() -> ask(postgres, "select 'up'").equals("up"));
        }
    }

    @Test
    void closingLeavesNoProcessAndLetsGoOfTheFolder() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();

        assertThatThrownBy(() -> EmbeddedPostgres.start(home))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("in use");
        postgres.close();

        await().until(() -> !server.isAlive());
        FolderLock.take(home).close();
    }

    @Test
    void aPortThatIsTakenIsToldInTheServersOwnWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, taken.getLocalPort(), Map.of()))
                    .isInstanceOf(PostgresFailed.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void asRootItRunsAsNobodyWhereThereAreNoNamespaces(@TempDir Path home) throws Exception {
        assumeTrue(RunAs.here() != RunAs.SELF && RunAs.NOBODY.works(), "only root becomes somebody else");
        KnownPrograms.putInto(home);
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, Ports.free(), Map.of(), RunAs.NOBODY))
                .as("a folder that nobody can reach")
                .hasMessageContaining("lets no other user through");

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, Ports.free(), Map.of(), RunAs.NOBODY)) {
            assertThat(ask(postgres, "select 'up'")).isEqualTo("up");
            assertThat(Files.getAttribute(home.resolve("data"), "unix:uid")).isEqualTo(65534);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(ask(postgres, "select 'up'")).as("back as before").isEqualTo("up");
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
