package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

/** A folder for the data and logs of one run, which is deleted with it. */
public record WorkFolder(Path path) implements AutoCloseable {

    public static WorkFolder create() {
        try {
            return new WorkFolder(Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a PostgreSQL with the suite's settings in it.
     *
     * @param settings further lines of {@code postgresql.conf}
     */
    public EmbeddedPostgres postgres(Map<String, String> settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(path.resolve("postgres"), Ports.free(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        return postgres;
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            System.err.println("left behind: " + path);
        }
    }
}
