package org.aitbc.servicetest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Where the PostgreSQL of tests is: in a container of the image {@code AITBC_POSTGRES_IMAGE} where {@code AITBC_TEST_DATABASE} says
 * {@code container}; in a build that names a folder by {@code AITBC_TEST_POSTGRES} all modules use one server; else each test process
 * starts its own.
 */
final class TestServer {

    /** For two modules at once, each with several contexts and their pools. */
    private static final String CONNECTIONS = "400";

    /** The JDBC URL of the server's database {@code postgres}. */
    private static final String URL = start();

    private TestServer() {}

    static String url(String database) {
        return URL.replace("/postgres?", "/" + database + "?");
    }

    private static String start() {
        try {
            if ("container".equals(System.getenv("AITBC_TEST_DATABASE"))) {
                return inContainer();
            }
            String folder = System.getenv("AITBC_TEST_POSTGRES");
            return folder == null ? ofThisProcess() : ofTheBuild(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Testcontainers removes it after this process. */
    @SuppressWarnings("resource")
    private static String inContainer() {
        String image = Objects.requireNonNullElse(System.getenv("AITBC_POSTGRES_IMAGE"), "postgres:18");
        PostgreSQLContainer server = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withPassword("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + CONNECTIONS);
        server.start();
        return url(server.getHost(), server.getFirstMappedPort());
    }

    private static String ofThisProcess() throws IOException {
        Path data = Files.createTempDirectory("aitbc-test-postgres");
        EmbeddedPostgres server = embedded().setDataDirectory(data).start();
        // the pipe to this shell ends with this process, also with one that is killed together with its children
        new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' INT HUP TERM; cat; kill -QUIT \"$0\"; rm -rf \"$1\"",
                        postmaster(data),
                        data.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return url("localhost", server.getPort());
    }

    /** The first process that comes starts the server, which then outlives it. */
    private static String ofTheBuild(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path url = folder.resolve("url");
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!Files.exists(url)) {
                Path data = folder.resolve("data");
                Redirect log = Redirect.appendTo(folder.resolve("log").toFile());
                EmbeddedPostgres server = embedded()
                        .setDataDirectory(data)
                        .setOutputRedirector(log)
                        .setErrorRedirector(log)
                        .start();
                guard(folder, postmaster(data));
                Files.writeString(folder.resolve("pid"), postmaster(data));
                Files.writeString(url, url("localhost", server.getPort()));
            }
            return Files.readString(url);
        }
    }

    private static EmbeddedPostgres.Builder embedded() {
        TestEvents.append("postgres");
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", CONNECTIONS)
                .setPGStartupWait(Duration.ofMinutes(1))
                // hooks run side by side: contexts that close without their database wait for it, one after another
                .setRegisterShutdownHook(false);
    }

    private static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres?user=postgres&password=postgres";
    }

    private static String postmaster(Path data) throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().orElseThrow();
        }
    }

    /** Stops the server when its folder or the build is gone; it hears neither of an interrupt nor of a closed terminal. */
    private static void guard(Path folder, String postmaster) throws IOException {
        new ProcessBuilder("sh", "-c", """
                        trap '' INT HUP TERM
                        while [ -e "$0/lock" ] && kill -0 "$1" && kill -0 "$2"; do sleep 1; done
                        kill -QUIT "$2"
                        rm -rf "$0/url" "$0/pid" "$0/data\"""", folder.toString(), Long.toString(build()), postmaster)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /** The process that runs the build: the nearest Java above this one, else what started this one. */
    private static long build() {
        List<ProcessHandle> above = Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        parent -> parent.flatMap(ProcessHandle::parent))
                .map(Optional::orElseThrow)
                .toList();
        return above.stream()
                .filter(one -> one.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(above.getFirst())
                .pid();
    }
}
