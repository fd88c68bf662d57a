package org.aitbc.standalone.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.localchain.LocalChain;
import org.aitbc.standalone.machine.FolderLock;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.machine.PrivateFile;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.aitbc.standalone.worker.Worker;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole suite on one machine: PostgreSQL, the services and the gateway, and workers beside it. */
public final class Suite implements AutoCloseable {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|::1");
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final SuiteOptions options;
    private final DataFolder data;
    private final Consumer<String> progress;
    private final Running running = new Running();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    /**
     * A suite that is yet to be started; it may be closed at any time.
     *
     * @param progress is told what is up, a line at a time
     */
    public Suite(SuiteOptions options, Consumer<String> progress) {
        this.options = options;
        this.data = new DataFolder(options.data());
        this.progress = progress;
    }

    /**
     * Starts the suite and returns when it serves jobs; {@link #awaitComplete()} waits for the services that start behind.
     *
     * @return the keys it can be used with
     * @throws org.aitbc.standalone.machine.Refused when the folder or a port is in use
     */
    public SuiteKeys start() throws InterruptedException {
        running.add(FolderLock.take(data.path()));
        Processes.endLeftOver(data, SuiteService.all());
        Ports.require(options.port(), "--port");
        SuiteKeys keys = SuiteKeys.kept(data.keys());
        Optional<OwnChain> chain = chain();
        long start = System.nanoTime();
        EmbeddedPostgres postgres = running.add(EmbeddedPostgres.start(
                data.postgres(),
                options.databasePort() == 0 ? Ports.free() : Ports.require(options.databasePort(), "--db-port"),
                Map.of()));
        progress.accept("%-16s %.1f s".formatted("PostgreSQL", (System.nanoTime() - start) / 1e9));
        chain.ifPresent(own -> own.awaitUp(progress));
        Services<?> services = running.add(services(properties(postgres, keys, chain)));
        // the first comes alone: it makes the schema that the others need, and warms up what they share
        services.start(SuiteService.FOR_JOBS.subList(0, 1));
        services.start(Stream.concat(SuiteService.FOR_JOBS.stream().skip(1), Stream.of(SuiteService.GATEWAY))
                .toList());
        awaitReady(SuiteService.FOR_JOBS);
        for (int number = 1; number <= options.workers(); number++) {
            startWorker("worker-" + number, keys.miner());
        }
        Thread.ofPlatform().name("start").start(() -> {
            try {
                services.start(SuiteService.AFTER_JOBS);
                awaitReady(SuiteService.BEHIND_GATEWAY);
                complete.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                complete.completeExceptionally(e);
            }
        });
        return keys;
    }

    /**
     * Returns when the gateway says that every service is ready.
     *
     * @throws IllegalStateException when one of them did not start
     */
    public void awaitComplete() {
        try {
            complete.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("not all services started: " + e.getMessage(), e);
        }
    }

    /** Where the gateway listens. */
    public String url() {
        return "http://localhost:" + options.port();
    }

    public DataFolder data() {
        return data;
    }

    /** Whether it brings a chain of its own. */
    public boolean hasOwnChain() {
        return chainProgram().isPresent();
    }

    /** Ends workers, then services, then PostgreSQL and the chain. */
    @Override
    public void close() {
        running.close();
    }

    private Optional<OwnChain> chain() {
        return chainProgram().map(program -> running.add(OwnChain.start(program, data)));
    }

    /** None where it is not wanted, a node was named in its place, or there is no program for it. */
    private Optional<Path> chainProgram() {
        boolean named = options.properties().containsKey(OwnChain.VARIABLE) || System.getenv(OwnChain.VARIABLE) != null;
        return options.chain() && !named ? LocalChain.binary() : Optional.empty();
    }

    private Services<?> services(Map<String, String> properties) {
        return options.separate()
                ? new Processes(properties, options.serviceOptions(), data, progress)
                : new Contexts(properties, progress);
    }

    private Map<String, String> properties(EmbeddedPostgres postgres, SuiteKeys keys, Optional<OwnChain> chain) {
        Map<String, String> properties = new HashMap<>();
        properties.put("AITBC_BIND", "127.0.0.1");
        properties.put("AITBC_DB_URL", postgres.url());
        properties.put("AITBC_DB_USER", postgres.user());
        properties.put("AITBC_DB_PASSWORD", postgres.password());
        properties.put("AITBC_TOKEN_SECRET", PrivateFile.keptSecret(data.tokenSecret()));
        properties.put("AITBC_RECEIPT_KEY_FILE", data.receiptKey().toString());
        properties.put("AITBC_CHAIN_KEY_FILE", data.chainKey().toString());
        properties.put("CLIENT_API_KEYS", keys.client());
        properties.put("MINER_API_KEYS", keys.miner());
        properties.put("ADMIN_API_KEYS", keys.admin());
        chain.ifPresent(own -> properties.putAll(own.properties()));
        properties.put(SuiteService.GATEWAY.portVariable(), Integer.toString(options.port()));
        for (SuiteService service : SuiteService.BEHIND_GATEWAY) {
            String wish = System.getenv(service.portVariable());
            int port = wish == null ? Ports.free() : Ports.require(Integer.parseInt(wish), service.portVariable());
            properties.put(service.portVariable(), Integer.toString(port));
            properties.put(service.urlVariable(), "http://127.0.0.1:" + port);
        }
        // what is still being served has a moment to finish
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("management.metrics.use-global-registry", "false");
        properties.putAll(options.properties());
        if (isOnLoopback(properties) && System.getenv("SERVER_ADDRESS") == null) {
            // one address to scrape, since the others are on free ports; not for others, since it shows balances
            properties.putIfAbsent(SuiteService.GATEWAY.name() + "/aitbc.scrape-all", "true");
        }
        return properties;
    }

    /** Whether nothing that is set has the gateway listen elsewhere. */
    static boolean isOnLoopback(Map<String, String> properties) {
        String own = SuiteService.GATEWAY.name() + "/";
        return Stream.of("AITBC_BIND", "server.address", own + "AITBC_BIND", own + "server.address")
                .map(properties::get)
                .filter(Objects::nonNull)
                .allMatch(address -> LOOPBACK.matcher(address).matches());
    }

    private void awaitReady(List<SuiteService> services) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(url() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        String last = "";
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (long end = System.nanoTime() + READY_WITHIN.toNanos(); System.nanoTime() < end; ) {
                try {
                    var answer = http.send(ready, BodyHandlers.ofString());
                    last = answer.body();
                    JsonNode state = JsonMapper.shared().readTree(last);
                    if (isUp(state.path("database"))
                            && services.stream()
                                    .allMatch(service ->
                                            isUp(state.path("services").path(service.name())))) {
                        return;
                    }
                } catch (IOException | JacksonException e) {
                    last = String.valueOf(e.getMessage());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IllegalStateException("the gateway is not ready after " + READY_WITHIN.toSeconds() + " s: " + last);
    }

    private static boolean isUp(JsonNode status) {
        return status.asString("").equals("UP");
    }

    private void startWorker(String name, String key) {
        Path log = data.logs().resolve(name + ".log");
        running.add(Worker.start(name, url(), key, data.worker(name), log, options.workerArguments()));
    }
}
