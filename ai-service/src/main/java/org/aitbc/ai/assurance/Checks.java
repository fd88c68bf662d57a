package org.aitbc.ai.assurance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.ai.assurance.Check.Decide;
import org.aitbc.ai.assurance.Check.Odds;
import org.aitbc.ai.assurance.Check.Run;
import org.aitbc.ai.assurance.Check.Start;
import org.aitbc.ai.assurance.Check.Verdict;
import org.aitbc.ai.requirement.Requirements;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The checked jobs and their runs, in {@code core.assurance} and {@code core.assurance_run}. */
@Component
public class Checks {

    /** Whose jobs the other runs are: their miners are not to know them from others. */
    static final String OWNER = "aitbc:assurance";

    private static final String OPEN = """
            with a as (
              insert into core.assurance (job_id, client, wanted, secret) values (:job, :client, :wanted, :secret)
              on conflict do nothing)
            insert into core.assurance_run (run_id, job_id, number, started_at)
            select run, :job, number, case when run = :job then now() end
            from unnest(:runs::uuid[]) with ordinality as i(run, number)
            on conflict do nothing""";

    /** A check that was asked for at the submit stays the only one; and the money may have gone back already. */
    private static final String OPEN_DISPUTED = """
            with held as (
              select job_id from core.payment where job_id = (:runs::uuid[])[2] and status = 'escrowed' for share),
            a as (
              insert into core.assurance (job_id, client, wanted, secret, probability, drawn)
              select id, client, :wanted, :secret, 1, true from core.job where id = :job and exists (select from held)
              on conflict do nothing returning job_id)
            insert into core.assurance_run (run_id, job_id, number, started_at)
            select run, a.job_id, number, case when run = a.job_id then now() end
            from a, unnest(:runs::uuid[]) with ordinality as i(run, number)""";

    private static final String OF_RUNS = """
            select a.job_id, a.wanted, a.secret, a.drawn, r.run_id, r.number, r.started_at is not null, o.state, o.miner_id, o.receipt
            from core.assurance a join core.assurance_run r on r.job_id = a.job_id left join core.outcome o on o.job_id = r.run_id
            where a.job_id in (select job_id from core.assurance_run where run_id = any(?)) and a.verdict is null
            order by a.job_id, r.number""";

    private static final String CLEAN_IN_A_ROW = """
            select count(*) from core.assurance_run where miner_id = :miner and verdict = 'agreed'
              and evidence > coalesce((select max(evidence) from core.assurance_run
                                       where miner_id = :miner and evidence is not null and verdict = 'disagreed'), 0)""";

    private static final String START = """
            with run as (
              insert into core.assurance_run (run_id, job_id, number, started_at) values (:run, :job, :number, now())
              on conflict (job_id, number) do update set started_at = now() returning run_id),
            j as (
              insert into core.job (id, client, class, type, payload, expires_at, payment_amount, payment_currency)
              select run.run_id, :owner, :class, f.type, f.payload, now() + (f.expires_at - f.requested_at), f.payment_amount,
                     f.payment_currency
              from run, core.job f where f.id = :job
              returning id, class, expires_at),
            r as (insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j)
            select id from j""";

    private static final String DECIDE = """
            with judged as (
              update core.assurance_run r set verdict = i.verdict, miner_id = i.miner, digest = i.digest, payee_run = i.payee,
                judged_at = clock_timestamp(), evidence = case when i.evidence then nextval('core.assurance_evidence') end
              from unnest(:runs::uuid[], :verdicts::text[], :miners::text[], :digests::text[], :payees::uuid[], :evidence::boolean[])
                as i(run, verdict, miner, digest, payee, evidence)
              where r.run_id = i.run returning r.run_id, r.verdict),
            a as (update core.assurance set verdict = :verdict, decided_at = clock_timestamp() where job_id = :job),
            unused as (
              insert into core.job (id, client, class, type, payload, expires_at, payment_amount, payment_currency)
              select r.run_id, :owner, f.class, f.type, '{}', now(), f.payment_amount, f.payment_currency
              from judged r join core.payment p on p.job_id = r.run_id join core.job f on f.id = :job where r.verdict = 'unused'
              returning id),
            ended as (
              insert into core.outcome (job_id, state, attempt, error_code, error)
              select id, 'CANCELED', 0, 'NOT_NEEDED', 'no other run was needed' from unused returning job_id)
            insert into core.outbox (event, subject)
            select 'assurance.decided', run_id from judged where verdict <> 'unused'
            union all select 'job.canceled', job_id from ended""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Requirements requirements;

    Checks(JdbcClient jdbc, JsonMapper json, Requirements requirements) {
        this.jdbc = jdbc;
        this.json = json;
        this.requirements = requirements;
    }

    /** @param drawn null where nothing was drawn yet */
    record Open(Check check, @Nullable Boolean drawn) {}

    /** What runs was queued. */
    record Queued(int queue, UUID run) {}

    private record Row(
            UUID job,
            String wanted,
            String secret,
            @Nullable Boolean drawn,
            Run run) {}

    /**
     * A job is about to be submitted that is to be checked. It may be said again.
     *
     * @param runs the ids of its runs that money is held for; the first is the job's own
     */
    public void open(UUID job, String client, Assurance wanted, List<UUID> runs) {
        jdbc.sql(OPEN)
                .param("job", job)
                .param("client", client)
                .param("wanted", wanted.text())
                .param("secret", Draw.committed().secret())
                .param("runs", runs.toArray(UUID[]::new))
                .update();
    }

    private record Disputed(UUID jobId, @Nullable UUID runId) {}

    /** Lets a disputed result be checked, if money was put aside for that; the job that it is of. Older disputes say nothing. */
    Optional<UUID> openDisputed(Event event) {
        if (event.data() == null) {
            return Optional.empty();
        }
        Disputed disputed = json.readValue(event.data().text(), Disputed.class);
        if (disputed.runId() == null) {
            return Optional.empty();
        }
        jdbc.sql(OPEN_DISPUTED)
                .param("job", disputed.jobId())
                .param("wanted", Assurance.DISPUTE.text())
                .param("secret", Draw.committed().secret())
                .param("runs", new UUID[] {disputed.jobId(), disputed.runId()})
                .update();
        return Optional.of(disputed.jobId());
    }

    /** The checks that these jobs are runs of, and that are not decided. */
    List<Open> ofRuns(Collection<UUID> jobs) {
        Map<UUID, List<Row>> byJob = jdbc.sql(OF_RUNS).param(jobs.toArray(UUID[]::new)).query(this::row).list().stream()
                .collect(groupingBy(Row::job, LinkedHashMap::new, toList()));
        return byJob.values().stream().map(Checks::open).toList();
    }

    int cleanInARow(String miner) {
        return jdbc.sql(CLEAN_IN_A_ROW)
                .param("miner", miner)
                .query(Integer.class)
                .single();
    }

    void drew(UUID job, Odds odds) {
        jdbc.sql("update core.assurance set probability = ?, drawn = ? where job_id = ?")
                .params(odds.probability(), odds.drawn(), job)
                .update();
    }

    Queued start(Check check, Start next) {
        Requirement first = jdbc.sql(
                        "select q.key from core.job j join core.requirement q on q.class = j.class where j.id = ?")
                .param(check.jobId())
                .query((row, _) -> Requirement.parse(row.getString(1)))
                .single();
        Constraints asked = first.constraints();
        int queue = requirements.classOf(new Requirement(
                first.type(),
                asked.without(
                        joined(asked.notMiners(), next.notMiners()), joined(asked.notOwners(), owners(check, next))),
                first.pay()));
        UUID run = jdbc.sql(START)
                .param("run", Ids.next())
                .param("job", check.jobId())
                .param("number", next.number())
                .param("owner", OWNER)
                .param("class", queue)
                .query(UUID.class)
                .single();
        return new Queued(queue, run);
    }

    /** Owners of the earlier runs, and the client: nobody checks work of their own, or work that they pay for. */
    private List<String> owners(Check check, Start next) {
        return jdbc.sql("""
                        select distinct owner from core.miner where id = any(:miners)
                        or owner = (select client from core.job where id = :job)""")
                .param("miners", next.notMiners().toArray(String[]::new))
                .param("job", check.jobId())
                .query(String.class)
                .list();
    }

    private static List<String> joined(@Nullable List<String> asked, List<String> more) {
        return Stream.concat(Stream.ofNullable(asked).flatMap(List::stream), more.stream())
                .toList();
    }

    void decide(Check check, Decide decided) {
        List<Run> runs = check.runs();
        List<Verdict> verdicts = runs.stream()
                .map(run -> Objects.requireNonNull(decided.runs().get(run.id())))
                .toList();
        jdbc.sql(DECIDE)
                .param("job", check.jobId())
                .param("owner", OWNER)
                .param("verdict", decided.verdict())
                .param("runs", runs.stream().map(Run::id).toArray(UUID[]::new))
                .param("verdicts", verdicts.stream().map(Verdict::text).toArray(String[]::new))
                .param("miners", runs.stream().map(Run::minerId).toArray(String[]::new))
                .param("digests", runs.stream().map(Checks::digest).toArray(String[]::new))
                .param(
                        "payees",
                        runs.stream().map(run -> decided.payees().get(run.id())).toArray(UUID[]::new))
                .param("evidence", verdicts.stream().map(Verdict::isEvidence).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable String digest(Run run) {
        return run.result() == null ? null : Comparison.digest(run.result());
    }

    private static Open open(List<Row> rows) {
        Row first = rows.getFirst();
        return new Open(
                new Check(
                        first.job(),
                        Assurance.stored(first.wanted()),
                        new Draw(first.secret()),
                        rows.stream().map(Row::run).toList()),
                first.drawn());
    }

    private Row row(ResultSet row, int ignored) throws SQLException {
        return new Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, Boolean.class),
                new Run(
                        row.getObject(5, UUID.class),
                        row.getInt(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getString(9),
                        result(row.getString(10))));
    }

    private @Nullable ObjectNode result(@Nullable String receipt) {
        JsonNode result = receipt == null
                ? json.nullNode()
                : json.readTree(receipt).path("metadata").path("result");
        return result instanceof ObjectNode object ? object : null;
    }
}
