package org.aitbc.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathsTests {

    private final CanonicalPaths paths = new CanonicalPaths(
            Set.of("miners", "jobs", "receipts", "marketplace", "agents", "trading", "gpu"),
            Set.of(
                    "gpu",
                    "marketplace",
                    "trading",
                    "governance",
                    "ai",
                    "monitoring",
                    "openclaw",
                    "agent",
                    "coordinator"));

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs, /v1/jobs",
        "/v1/jobs/, /v1/jobs",
        "//v1//jobs, /v1/jobs",
        "/jobs, /v1/jobs",
        "/jobs/j1/result, /v1/jobs/j1/result",
        "/miners/register, /v1/miners/register",
        "/api/v1/jobs, /v1/jobs",
        "/api/jobs/j1, /v1/jobs/j1",
        "/api/health, /v1/health",
        "/api/v1/health, /v1/health",
        "/ai/jobs, /v1/jobs",
        "/ai/v1/jobs, /v1/jobs",
        "/ai/api/v1/jobs, /v1/jobs",
        "/gpu/v1/miners/poll, /v1/miners/poll",
        "/gpu/miners/m1, /v1/miners/m1",
        "/coordinator/v1/jobs, /v1/jobs",
        "/coordinator/jobs, /v1/jobs",
        "/monitoring/dashboard, /v1/dashboard",
        "/marketplace/offers, /v1/marketplace/offers",
        "/marketplace, /v1/marketplace",
        "/marketplace/v1/marketplace/offers, /v1/marketplace/offers",
        "/marketplace/marketplace/offers, /v1/marketplace/offers",
        "/marketplace/gpu/list, /v1/gpu/list",
        "/trading/receipts, /v1/receipts",
        "/trading/requests, /v1/trading/requests",
        "/agents/a1, /v1/agents/a1",
        "/agent/agents/a1, /v1/agents/a1",
        "/agentsmith, /agentsmith",
        "/aijobs, /aijobs",
        "/apiv1/jobs, /apiv1/jobs",
        "/JOBS, /JOBS",
        "/health, /health",
        "/health/ready, /health/ready",
        "/metrics, /metrics",
        "/docs/index.html, /docs/index.html",
        "/v3/api-docs/ai-service, /v3/api-docs/ai-service",
        "/v1, /v1",
        "/api, /api",
        "/, /"
    })
    void manyPathsMeanOne(String sent, String canonical) {
        assertThat(paths.of(sent)).contains(canonical);
        assertThat(paths.of(canonical)).as("canonical stays").contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/jobs/../miners/poll",
                "/v1/jobs/./j1",
                "/v1/jobs/..",
                "/v1/jobs%2f..%2fminers",
                "/v1/jobs/%2E%2e/miners",
                "/v1/jobs/%2e%2e/miners",
                "/v1/jobs/%252e%252e/miners",
                "/v1/receipts/keys;/../x",
                "/v1/miners/poll;x=1",
                "/v1\\jobs",
                "/v1/jobs%5cx",
                "/v1/jobs/%00",
                "/ai/../miners/poll",
                "/jobs/a%0d%0ab"
            })
    void whatAServiceMightReadDifferentlyIsNoPath(String sent) {
        assertThat(paths.of(sent)).isEmpty();
    }

    @Test
    void aCanonicalPathIsNotCopied() {
        String path = "/v1/jobs/0123";
        assertThat(paths.of(path).orElseThrow()).isSameAs(path);
    }
}
