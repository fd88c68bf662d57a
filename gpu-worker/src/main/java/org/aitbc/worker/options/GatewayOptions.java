package org.aitbc.worker.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the gateway is and how to get in. */
public final class GatewayOptions {

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            converter = HttpUrl.class,
            defaultValue = "${env:AITBC_GATEWAY:-http://127.0.0.1:8080}",
            description = "the gateway (AITBC_GATEWAY, default http://127.0.0.1:8080)")
    private String gateway = "";

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:AITBC_API_KEY:-${env:MINER_API_KEY}}",
            description = "a key of role miner (AITBC_API_KEY or MINER_API_KEY)")
    private @Nullable String apiKey;

    public String url() {
        return gateway;
    }

    /** The key, empty when none was given. */
    public String apiKey() {
        return apiKey == null ? "" : apiKey.strip();
    }
}
