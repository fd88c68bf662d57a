package org.aitbc.bench.conductor;

import java.util.List;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/**
 * Conductor's documented settings for PostgreSQL as store, queue, index and lock, and those its page on PostgreSQL names
 * for speed. What a queue of jobs does not use is off.
 */
final class ConductorSettings {

    private ConductorSettings() {}

    static List<String> arguments(EmbeddedPostgres postgres, int port) {
        return List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // else it closes a connection after a hundred requests, and while it stands still
                "--server.tomcat.max-keep-alive-requests=-1",
                "--server.tomcat.keep-alive-timeout=1h",
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--spring.datasource.hikari.maximum-pool-size=20",
                "--conductor.db.type=postgres",
                "--conductor.queue.type=postgres",
                "--conductor.indexing.enabled=true",
                "--conductor.indexing.type=postgres",
                "--conductor.elasticsearch.version=0",
                "--conductor.app.workflowExecutionLockEnabled=true",
                "--conductor.workflow-execution-lock.type=postgres",
                "--conductor.postgres.pollDataFlushInterval=5000",
                "--conductor.postgres.pollDataCacheValidityPeriod=5000",
                "--conductor.postgres.onlyIndexOnStatusChange=true",
                "--conductor.postgres.experimentalQueueNotify=true",
                "--conductor.postgres.experimentalQueueNotifyStalePeriod=5000",
                "--conductor.app.taskIndexingEnabled=false",
                "--conductor.integrations.ai.enabled=false",
                "--conductor.scheduler.enabled=false",
                "--conductor.metrics-prometheus.enabled=false",
                "--loadSample=false",
                "--logging.level.root=WARN");
    }
}
