package org.aitbc.bench.compare;

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
import java.util.concurrent.TimeUnit;
import org.aitbc.bench.process.Tool;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job queue of npm's in a Node.js process of its own, which carries out orders one at a time. */
final class NodePeer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FILES =
            List.of("package.json", "orders.mjs", "graphile-worker.mjs", "pg-boss.mjs");
    private static final int INSTALL_SECONDS = 300;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private NodePeer(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Lets npm install the peers, and the Node.js they need, into the folder; what is there already is left. */
    static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (var in = NodePeer.class.getResourceAsStream("/peers/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the bench was built without peers/" + file);
                }
                Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        System.err.println("npm install in " + folder);
        Tool.run(folder, INSTALL_SECONDS, List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"));
    }

    /** @param log takes what it complains of */
    static NodePeer start(Path folder, String script, EmbeddedPostgres postgres, Path log) {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("node_modules/.bin/node").toString(),
                        folder.resolve(script).toString())
                .directory(folder.toFile())
                .redirectError(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "127.0.0.1",
                        "PGPORT", String.valueOf(postgres.port()),
                        "PGUSER", postgres.user(),
                        "PGPASSWORD", postgres.password(),
                        "PGDATABASE", postgres.user()));
        try {
            return new NodePeer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Jobs a second of an order that answers how many ran in how many seconds; all of them must have. */
    double jobsPerSecond(String order, int jobs, boolean batched) throws IOException {
        JsonNode done = ask(order, Map.of("jobs", jobs, "batched", batched));
        if (done.path("jobs").intValue() != jobs || done.path("left").intValue() != 0) {
            throw new IllegalStateException("of " + jobs + " jobs: " + done);
        }
        return jobs / done.path("seconds").doubleValue();
    }

    JsonNode ask(String order, Map<String, Object> details) throws IOException {
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

    /** The end of its orders ends it. */
    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
