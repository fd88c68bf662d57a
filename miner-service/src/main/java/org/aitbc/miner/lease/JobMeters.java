package org.aitbc.miner.lease;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long jobs take, and how they end, counted where it happens: nothing reads finished jobs again. */
@Component
public class JobMeters {

    private static final Duration[] BUCKETS = Stream.of("0.1S", "0.5S", "1S", "5S", "15S", "1M", "5M", "30M", "2H")
            .map(time -> Duration.parse("PT" + time))
            .toArray(Duration[]::new);

    private static final List<JobState> ENDS =
            Stream.of(JobState.values()).filter(JobState::isFinal).toList();

    private record Meters(Timer waiting, Timer running, Timer total, Map<JobState, Counter> ends) {

        static Meters of(MeterRegistry meters, String type) {
            return new Meters(
                    timer(meters, "aitbc.job.waiting", "From the submit of a job to its first lease", type),
                    timer(meters, "aitbc.job.running", "From the last lease of a job to its result", type),
                    timer(meters, "aitbc.job.total", "From the submit of a job to its result", type),
                    ENDS.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    state -> state, state -> counter(meters, state, type))));
        }

        private static Timer timer(MeterRegistry meters, String name, String description, String type) {
            return Timer.builder(name)
                    .description(description)
                    .tag("type", type)
                    .serviceLevelObjectives(BUCKETS)
                    .register(meters);
        }

        private static Counter counter(MeterRegistry meters, JobState state, String type) {
            return Counter.builder("aitbc.jobs.ended")
                    .description("Jobs that have ended, where this instance ended them")
                    .tags("state", state.name(), "type", type)
                    .register(meters);
        }
    }

    private final Map<String, Meters> byType;

    public JobMeters(MeterRegistry meters) {
        byType = JobTypes.LABELS.stream()
                .collect(Collectors.toUnmodifiableMap(type -> type, type -> Meters.of(meters, type)));
    }

    /** A later lease of the same job says nothing about how long jobs wait for a miner. */
    public void granted(@Nullable String type, Lease lease) {
        if (lease.attempt() == 1) {
            of(type).waiting().record(waited(lease));
        }
    }

    /** The holder of the lease said how the job ended. */
    public void finished(@Nullable String type, Lease lease, JobState state) {
        Meters of = of(type);
        of.running().record(lease.elapsed());
        of.total().record(waited(lease).plus(lease.elapsed()));
        ended(type, state, 1);
    }

    public void ended(@Nullable String type, JobState state, int jobs) {
        requireNonNull(of(type).ends().get(state)).increment(jobs);
    }

    private static Duration waited(Lease lease) {
        Duration waited = Duration.between(lease.requestedAt(), lease.startedAt());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    private Meters of(@Nullable String type) {
        return requireNonNull(byType.get(JobTypes.label(type)));
    }
}
