package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.aitbc.standalone.suite.SuiteService;

/** The suite's gateway alone, with its database, before a service that is none of the suite's. */
record GatewayProcess(Path jar, EmbeddedPostgres postgres, List<String> javaOptions) {

    static final String KEY = "client-key-of-the-gateway-bench";

    Proxy start(Path home, int servicePort) throws IOException, InterruptedException {
        Files.createDirectories(home);
        int port = Ports.free();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar.toString(),
                GatewayApplication.class.getName(),
                "--aitbc.rate-limits.anonymous.per-second=10000000",
                "--aitbc.rate-limits.anonymous.burst=10000000",
                "--aitbc.rate-limits.roles.client.per-second=10000000",
                "--aitbc.rate-limits.roles.client.burst=10000000"));
        ProcessBuilder builder = new ProcessBuilder(command);
        SuiteService.BEHIND_GATEWAY.forEach(
                service -> builder.environment().put(service.urlVariable(), "http://127.0.0.1:" + servicePort));
        builder.environment()
                .putAll(Map.of(
                        "AITBC_GATEWAY_PORT",
                        String.valueOf(port),
                        "AITBC_DB_URL",
                        postgres.url(),
                        "AITBC_DB_USER",
                        postgres.user(),
                        "AITBC_DB_PASSWORD",
                        postgres.password(),
                        "AITBC_TOKEN_SECRET",
                        "a secret of the bench, which guards nothing",
                        "CLIENT_API_KEYS",
                        KEY));
        return Proxy.start("gateway", builder, port, home.resolve("gateway.out"));
    }
}
