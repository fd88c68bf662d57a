package org.aitbc.miner.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.receipt.CanonicalJson;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.miner.results.Results.Accepted;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers a finish that was said before, because its answer was lost, as it was answered then. */
@Component
class Replays {

    private final JdbcClient jdbc;
    private final Miners miners;
    private final JsonMapper json;

    Replays(JdbcClient jdbc, Miners miners, JsonMapper json) {
        this.jdbc = jdbc;
        this.miners = miners;
        this.json = json;
    }

    private record Ended(
            @Nullable JobState state,
            @Nullable String minerId,
            int attempt,
            @Nullable String errorCode,
            @Nullable String receipt) {

        static Ended of(ResultSet row, int ignored) throws SQLException {
            String state = row.getString(1);
            return new Ended(
                    state == null ? null : JobState.valueOf(state),
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getString(5));
        }
    }

    /**
     * @throws NotFound when there is no such job
     * @throws Conflict when this is not the finish that ended it
     */
    Accepted of(Caller caller, Finish finish) {
        Ended ended = jdbc.sql("""
                        select o.state, o.miner_id, coalesce(o.attempt, 0), o.error_code, o.receipt
                        from core.job j left join core.outcome o on o.job_id = j.id where j.id = ?""")
                .param(finish.jobId())
                .query(Ended::of)
                .optional()
                .orElseThrow(() -> new NotFound("JOB_NOT_FOUND", "job not found: " + Ids.text(finish.jobId())));
        if (ended.minerId() == null || (finish.attempt() != null && finish.attempt() != ended.attempt())) {
            throw Results.notHeld(finish.jobId());
        }
        Miner miner = miners.find(ended.minerId())
                .filter(one -> caller.isAdmin() || one.owner().equals(caller.subject()))
                .orElseThrow(() -> Results.notHeld(finish.jobId()));
        ObjectNode receipt = ended.receipt() == null ? null : (ObjectNode) json.readTree(ended.receipt());
        if (!same(finish, ended, receipt)) {
            throw Results.notHeld(finish.jobId());
        }
        return new Accepted(miner, receipt);
    }

    private static boolean same(Finish finish, Ended ended, @Nullable ObjectNode receipt) {
        if (finish.failure() != null) {
            return ended.state() == JobState.FAILED && finish.failure().code().equals(ended.errorCode());
        }
        return receipt != null
                && finish.result() != null
                && CanonicalJson.text(finish.result())
                        .equals(CanonicalJson.text(receipt.path("metadata").path("result")));
    }
}
