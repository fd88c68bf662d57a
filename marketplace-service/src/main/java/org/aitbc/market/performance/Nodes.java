package org.aitbc.market.performance;

import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.node}. */
@Component
class Nodes {

    private final JdbcClient jdbc;

    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws NotFound when no such worker has registered with the suite
     * @throws Forbidden when it is another's
     */
    void register(Caller caller, WorkerRegistrationRequest request) {
        String owner = jdbc.sql("select owner from core.miner where id = ? and not deregistered")
                .param(request.workerId())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("WORKER_NOT_FOUND", "no such worker has registered as a miner"));
        if (!caller.isAdmin() && !owner.equals(caller.subject())) {
            throw new Forbidden("NOT_YOUR_WORKER", "the worker is another's");
        }
        jdbc.sql("""
                        insert into marketplace.node (miner_id, capabilities, has_gpu, max_concurrent_tasks)
                        values (:miner, :capabilities, :gpu, :tasks)
                        on conflict (miner_id) do update set capabilities = excluded.capabilities, has_gpu = excluded.has_gpu,
                          max_concurrent_tasks = excluded.max_concurrent_tasks, updated_at = now()""")
                .param("miner", request.workerId())
                .param("capabilities", request.capabilities().toArray(String[]::new))
                .param("gpu", Boolean.TRUE.equals(request.hasGpu()))
                .param("tasks", request.tasks())
                .update();
    }
}
