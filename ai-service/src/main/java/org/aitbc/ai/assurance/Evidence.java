package org.aitbc.ai.assurance;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.ai.assurance.Assurance.Mode;
import org.aitbc.domain.assurance.AssuranceRuns;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What checks have come to. */
@Component
class Evidence {

    private static final String JOB = """
            select a.wanted, a.verdict, a.secret, a.probability, a.drawn
            from core.job j left join core.assurance a on a.job_id = j.id
            where j.id = :job and (:admin or j.client = :client)""";

    private static final String RUNS = """
            select r.number, r.run_id,
                   coalesce(o.state, case when l.job_id is not null then 'RUNNING' when r.started_at is not null then 'QUEUED' end) as state,
                   o.miner_id, r.verdict, r.digest
            from core.assurance_run r left join core.outcome o on o.job_id = r.run_id left join core.lease l on l.job_id = r.run_id
            where r.job_id = ? order by r.number""";

    private static final String AGREED = """
            select o.receipt from core.assurance_run r join core.outcome o on o.job_id = r.run_id
            where r.job_id = ? and r.verdict = 'agreed' order by r.number limit 1""";

    private static final String AFTER = """
            select evidence as number, job_id, run_id, miner_id, verdict, judged_at from core.assurance_run
            where evidence > ? order by evidence limit ?""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Evidence(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Head(
            @Nullable String wanted,
            @Nullable String verdict,
            @Nullable String secret,
            @Nullable BigDecimal probability,
            @Nullable Boolean drawn) {}

    /** @throws NotFound when there is no such job, or it is another's */
    AssuranceView require(Caller caller, UUID job) {
        Head head = jdbc.sql(JOB)
                .param("job", job)
                .param("admin", caller.isAdmin())
                .param("client", caller.subject())
                .query(Head.class)
                .optional()
                .orElseThrow(() -> new NotFound("JOB_NOT_FOUND", "job not found: " + Ids.text(job)));
        if (head.wanted() == null || head.secret() == null) {
            return new AssuranceView(job, Assurance.NONE, null, null, null, null, null, List.of(), null);
        }
        boolean draws = Assurance.stored(head.wanted()).mode() == Mode.SPOT;
        Draw draw = new Draw(head.secret());
        return new AssuranceView(
                job,
                head.wanted(),
                head.verdict(),
                draws ? draw.commitment() : null,
                draws && (head.drawn() != null || head.verdict() != null) ? draw.secret() : null,
                head.probability(),
                head.drawn(),
                runs(job),
                agreed(job));
    }

    /** The evidence after this number, in its order. */
    List<AssuranceRuns.Run> after(long number, int most) {
        return jdbc.sql(AFTER)
                .params(number, most)
                .query(AssuranceRuns.Run.class)
                .list();
    }

    private List<AssuranceView.Run> runs(UUID job) {
        return jdbc.sql(RUNS).param(job).query(AssuranceView.Run.class).list();
    }

    private @Nullable RawJson agreed(UUID job) {
        return jdbc.sql(AGREED)
                .param(job)
                .query((row, _) -> new RawJson(json.readTree(row.getString(1))
                        .path("metadata")
                        .path("result")
                        .toString()))
                .optional()
                .orElse(null);
    }
}
