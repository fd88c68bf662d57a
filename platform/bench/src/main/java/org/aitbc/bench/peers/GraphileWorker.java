package org.aitbc.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.bench.process.Tool;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** graphile-worker in a Node.js process of its own, which carries out orders one at a time. */
public final class GraphileWorker implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FILES = List.of("package.json", "orders.mjs", "graphile-worker.mjs");

    /** Idle workers of the one process. */
    private static final int CONCURRENCY = 10;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private GraphileWorker(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Lets npm install it, and the Node.js that it needs, into the folder. */
    public static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (var in = GraphileWorker.class.getResourceAsStream("/peers/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Tool.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
    }

    /** @param installed where {@link #install} put it */
    public static GraphileWorker start(Path installed, EmbeddedPostgres postgres, WorkFolder folder) {
        ProcessBuilder builder = new ProcessBuilder(
                        installed.resolve("node_modules/.bin/node").toString(),
                        installed.resolve("graphile-worker.mjs").toString())
                .directory(installed.toFile())
                .redirectError(folder.path().resolve("graphile-worker.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "127.0.0.1",
                        "PGPORT", String.valueOf(postgres.port()),
                        "PGUSER", postgres.user(),
                        "PGPASSWORD", postgres.password(),
                        "PGDATABASE", postgres.user()));
        try {
            return new GraphileWorker(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * All of the jobs must have run, and none be left.
     *
     * @param order {@code drain} for jobs that are queued beforehand, {@code flow} for jobs that are added meanwhile
     */
    public Map<String, Double> jobsPerSecond(String order, int jobs, boolean batched) throws IOException {
        JsonNode done = ask(order, Map.of("jobs", jobs, "batched", batched));
        if (done.path("jobs").intValue() != jobs || done.path("left").intValue() != 0) {
            throw new IllegalStateException("of " + jobs + " jobs: " + done);
        }
        return Map.of("jobs/s", jobs / done.path("seconds").doubleValue());
    }

    /** From the call that adds a job until its task starts, at a steady rate. */
    public Percentiles wake(int jobs, int perSecond) throws IOException {
        JsonNode woken = ask("wake", Map.of("jobs", jobs, "perSecond", perSecond, "concurrency", CONCURRENCY));
        Percentiles figures = Percentiles.ofNanos(woken.path("millis")
                .valueStream()
                .map(millis -> Math.round(millis.doubleValue() * 1e6))
                .toList());
        if (figures.count() != jobs || woken.path("left").intValue() != 0) {
            throw new IllegalStateException(
                    "of %d jobs %d ran, and %s are left".formatted(jobs, figures.count(), woken.path("left")));
        }
        return figures;
    }

    /** The end of its orders ends it. */
    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
    }

    private JsonNode ask(String order, Map<String, Object> details) throws IOException {
        Map<String, Object> line = new HashMap<>(details);
        line.put("order", order);
        orders.write(JSON.writeValueAsString(line) + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the peer ended at " + line);
        }
        return JSON.readTree(answer);
    }
}
