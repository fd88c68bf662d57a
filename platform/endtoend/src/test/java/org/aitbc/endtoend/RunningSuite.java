package org.aitbc.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.aitbc.servicetest.TestEvents;
import org.aitbc.standalone.demo.JobClient;
import org.aitbc.standalone.demo.Receipt;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.KnownPrograms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A suite in a process of its own, and what a test asks of it. */
public final class RunningSuite implements AutoCloseable {

    /** The property that names the packaged suite. */
    static final String JAR = "aitbc.standalone.jar";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration JOB_LIMIT = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final Child child;
    private final List<String> arguments;
    private final JobClient client;

    private RunningSuite(Path data, int port, Child child, String... arguments) {
        this.data = data;
        this.port = port;
        this.child = child;
        this.arguments = List.of(arguments);
        this.client = SeenAnswers.client(this, key("CLIENT_API_KEY"));
    }

    public static RunningSuite start(Path data, String... arguments) {
        return start(data, Map.of(), arguments);
    }

    static RunningSuite start(Path data, Map<String, String> environment, String... arguments) {
        int port = Ports.free();
        Child child = launch(data, port, environment, arguments);
        try {
            child.awaitSaying("all services are up");
        } catch (Throwable e) {
            child.close();
            throw e;
        }
        TestEvents.append("suite");
        return new RunningSuite(data, port, child, arguments);
    }

    /** Starts a suite without waiting for it. */
    static Child launch(Path data, int port, String... arguments) {
        return launch(data, port, Map.of(), arguments);
    }

    private static Child launch(Path data, int port, Map<String, String> environment, String... arguments) {
        String[] all = Stream.concat(
                        Stream.of("up", "--port", "" + port, "--data", data.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        try {
            Files.createDirectories(data);
            KnownPrograms.putInto(data.resolve("postgres"));
            return Child.java(Files.createTempFile(data, "terminal", ""), environment, JAR, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Child worker(String id, String... arguments) {
        return worker(id, Map.of("AITBC_API_KEY", key("MINER_API_KEY")), arguments);
    }

    /** A worker that may run commands, with an operator's key in its environment. */
    Child worker(String id, Map<String, String> environment, String... arguments) {
        Stream<String> all = Stream.concat(
                Stream.of(
                        "run",
                        "--gateway",
                        url(),
                        "--miner-id",
                        id,
                        "--state-dir",
                        data.resolve(id).toString(),
                        "--allow-command"),
                Stream.of(arguments));
        return Child.java(data.resolve(id + ".out"), environment, "aitbc.worker.jar", all.toArray(String[]::new));
    }

    String submit(String payload) throws IOException, InterruptedException {
        return client.submit(JSON.readTree("{\"payload\":" + payload + ",\"ttl_seconds\":120}"))
                .path("job_id")
                .stringValue();
    }

    /** @param amount in AITBC, held until the job has ended */
    String submitPaid(String payload, String amount) throws IOException, InterruptedException {
        String job = "{\"payload\":" + payload + ",\"payment_amount\":" + amount + ",\"ttl_seconds\":120}";
        return client.submit(JSON.readTree(job)).path("job_id").stringValue();
    }

    String submitEmbedding() throws IOException, InterruptedException {
        return submit("{\"type\":\"embedding\",\"texts\":[\"one\",\"two\"]}");
    }

    String submitCommand(String... command) throws IOException, InterruptedException {
        return submit("{\"type\":\"command\",\"command\":" + JSON.writeValueAsString(command) + "}");
    }

    void cancel(String job) throws IOException, InterruptedException {
        client.post("/v1/jobs/" + job + "/cancel");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return client.get(path);
    }

    JsonNode job(String job) throws IOException, InterruptedException {
        return client.get("/v1/jobs/" + job);
    }

    JsonNode awaitState(String job, String state) {
        await("job " + job + " to be " + state)
                .atMost(JOB_LIMIT)
                .ignoreExceptions()
                .until(() -> job(job).path("state").asString("").equals(state));
        try {
            return job(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Why the receipt of a completed job is not to be trusted, or an empty text. */
    String flawOfReceipt(String job) throws IOException, InterruptedException {
        JsonNode receipt = client.get("/v1/jobs/" + job + "/result").path("receipt");
        return Receipt.flaw(receipt, job, client.get("/v1/receipts/keys")).orElse("");
    }

    /** The first column of a query's only row. */
    String ask(String sql) throws SQLException, IOException {
        try (var connection = database();
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    public Connection database() throws SQLException, IOException {
        String url = "jdbc:postgresql://127.0.0.1:"
                + Files.readAllLines(postmaster()).get(3).strip() + "/aitbc";
        return DriverManager.getConnection(
                url,
                "aitbc",
                Files.readString(data.resolve("postgres/password")).strip());
    }

    ProcessHandle postgres() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(postmaster()).getFirst().strip()))
                .orElseThrow();
    }

    /** The value that a property was started with. */
    public Optional<String> setting(String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst();
    }

    Child child() {
        return child;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public Path log() {
        return data.resolve("logs/suite.log");
    }

    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        client.close();
        child.close();
    }

    private Path postmaster() {
        return data.resolve("postgres/data/postmaster.pid");
    }

    /** An API key of the suite, such as that of {@code CLIENT_API_KEY}. */
    public String key(String name) {
        try {
            Properties keys = new Properties();
            keys.load(new StringReader(Files.readString(data.resolve("keys.env"))));
            return keys.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
