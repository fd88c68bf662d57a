package org.aitbc.worker.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a worker registers with.
 *
 * @param publicKey Ed25519, base64url without padding
 * @param running ids of the jobs that run here still
 */
public record Registration(
        JsonNode capabilities, int concurrency, @Nullable String region, String publicKey, List<String> running) {}
