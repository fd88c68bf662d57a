package org.aitbc.bench.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aitbc.bench.process.Server;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.aitbc.standalone.suite.SuiteService;

/** The suite's gateway alone, with its database. */
record SuiteGateway(Path jar, EmbeddedPostgres postgres, List<String> javaOptions) implements ProxyUnderTest {

    static final String KEY = "client-key-of-the-gateway-bench";

    @Override
    public Server start(Path folder, int servicePort) throws InterruptedException {
        int port = Ports.free();
        List<String> command = Stream.of(
                        Server.java(javaOptions),
                        List.of(
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                jar.toString(),
                                GatewayApplication.class.getName()),
                        SuiteOptions.NO_RATE_LIMITS.entrySet().stream()
                                .map(setting -> "--" + setting)
                                .toList())
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        SuiteService.BEHIND_GATEWAY.forEach(
                service -> builder.environment().put(service.urlVariable(), "http://127.0.0.1:" + servicePort));
        builder.environment()
                .putAll(Map.of(
                        "AITBC_GATEWAY_PORT", String.valueOf(port),
                        "AITBC_DB_URL", postgres.url(),
                        "AITBC_DB_USER", postgres.user(),
                        "AITBC_DB_PASSWORD", postgres.password(),
                        "AITBC_TOKEN_SECRET", "a secret of the bench, which protects nothing",
                        "CLIENT_API_KEYS", KEY));
        return Server.launch(builder, port, folder.resolve("gateway.log")).awaitPort();
    }
}
