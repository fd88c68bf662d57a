package org.aitbc.market.performance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.performance.Memory.Block;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** {@code marketplace.memory_allocation}. */
@Component
class Allocations {

    private final JdbcClient jdbc;
    private final PerformanceSettings settings;

    Allocations(JdbcClient jdbc, PerformanceSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    record Candidate(UUID id, @Nullable String minerId, long bytes) {}

    private record Fit(Candidate gpu, Block block) {}

    private record Taken(UUID gpuId, Block block) {}

    /**
     * Sets memory aside: the lowest free block that is large enough, of the GPUs that the caller has booked, then of its
     * own, then of those that nobody has booked.
     *
     * @throws Conflict when the job's id is another's, or has memory of another size
     * @throws Unavailable when it fits nowhere
     */
    @Transactional
    public GpuAllocation allocate(Caller caller, GpuAllocationRequest request) {
        // one after another: who looks for room must see what others have just taken
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('marketplace.memory_allocation', 0))")
                .query((_, _) -> true)
                .single();
        jdbc.sql("delete from marketplace.memory_allocation where expires_at <= now()")
                .update();
        String job = request.job();
        return owner(job)
                .map(owner -> before(caller, owner, job, request.bytes()))
                .orElseGet(() -> take(caller, job, request.bytes()));
    }

    private GpuAllocation before(Caller caller, String owner, String job, long bytes) {
        GpuAllocation before = require(job);
        if (!owner.equals(caller.subject())
                || before.allocationPlan().memoryBlocks().getFirst().size() != bytes) {
            throw new Conflict("JOB_ID_TAKEN", "other memory is set aside under this job_id");
        }
        return before;
    }

    private GpuAllocation take(Caller caller, String job, long bytes) {
        Map<UUID, List<Block>> taken = taken();
        Fit fit = candidates(caller).stream()
                .flatMap(gpu -> new Memory(gpu.bytes(), taken.getOrDefault(gpu.id(), List.of()))
                        .firstFit(bytes).map(block -> new Fit(gpu, block)).stream())
                .findFirst()
                .orElseThrow(() -> new Unavailable("MEMORY_EXHAUSTED", "no GPU has so much memory free in one block"));
        jdbc.sql("""
                        insert into marketplace.memory_allocation (job_id, gpu_id, owner, span, estimated_completion_ms, expires_at)
                        values (:job, :gpu, :owner, int8range(:start, :ending), (
                          select percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at) * 1000)
                          from (select started_at, ended_at from core.outcome
                                where miner_id = :miner and state = 'COMPLETED' order by job_id desc limit 100) last_jobs),
                          now() + make_interval(secs => :seconds))""")
                .param("job", job)
                .param("gpu", fit.gpu().id())
                .param("owner", caller.subject())
                .param("start", fit.block().start())
                .param("ending", fit.block().end())
                .param("miner", fit.gpu().minerId())
                .param("seconds", settings.allocation().toSeconds())
                .update();
        return require(job);
    }

    private List<Candidate> candidates(Caller caller) {
        return jdbc.sql("""
                        select l.id, l.miner_id, (l.memory_gb * 1024 * 1024 * 1024)::bigint as bytes
                        from marketplace.listing l left join marketplace.booking b on b.id = l.booking_id
                        where l.status = 'available' or b.client = :caller or (l.owner = :caller and b.id is null)
                        order by b.client is not distinct from :caller desc, l.owner = :caller desc, l.id""")
                .param("caller", caller.subject())
                .query(Candidate.class)
                .list();
    }

    /** The blocks that are set aside, by GPU and in their order. */
    Map<UUID, List<Block>> taken() {
        return jdbc
                .sql("""
                        select gpu_id, lower(span) as start, upper(span) - lower(span) as size
                        from marketplace.memory_allocation where expires_at > now() order by gpu_id, span""")
                .query((row, _) ->
                        new Taken(Rows.id(row, "gpu_id"), new Block(row.getLong("start"), row.getLong("size"))))
                .list()
                .stream()
                .collect(groupingBy(Taken::gpuId, mapping(Taken::block, toList())));
    }

    /** @throws NotFound when no memory of the caller's is set aside under this job's id; an admin gives back anybody's */
    void release(Caller caller, String job) {
        int released = jdbc.sql("""
                        delete from marketplace.memory_allocation
                        where job_id = :job and expires_at > now() and (owner = :caller or :admin)""")
                .param("job", job)
                .param("caller", caller.subject())
                .param("admin", caller.isAdmin())
                .update();
        if (released == 0) {
            throw new NotFound("JOB_ID_NOT_FOUND", "you have no memory set aside under this job_id");
        }
    }

    private Optional<String> owner(String job) {
        return jdbc.sql("select owner from marketplace.memory_allocation where job_id = ?")
                .param(job)
                .query(String.class)
                .optional();
    }

    private GpuAllocation require(String job) {
        return jdbc.sql("""
                        select *, lower(span) as start, upper(span) as ending
                        from marketplace.memory_allocation where job_id = ?""").param(job).query(GpuAllocation::of).single();
    }
}
