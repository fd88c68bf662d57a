package org.aitbc.ai.why;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aitbc.ai.market.Market.LiveMiner;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.matching.Trait;
import org.jspecify.annotations.Nullable;

/**
 * Why a job waits.
 *
 * @param state of the job
 * @param summary the reason in a sentence
 * @param liveMiners how many miners are online
 * @param matchingMiners how many of them can run it
 * @param freeMiners how many of those have room now
 * @param failures per constraint, how many live miners fail it
 * @param nearestMiner the miner that fails on the fewest constraints; null as the relaxation is empty
 * @param relaxation the fewest constraints whose change to these values would find a miner; empty where one is found already,
 *     or no miner is online that others have not booked
 */
record Why(
        String jobId,
        JobState state,
        String summary,
        int liveMiners,
        int matchingMiners,
        int freeMiners,
        List<Failure> failures,
        @Nullable String nearestMiner,
        List<Relaxation> relaxation) {

    /** The least fixed price that a job can have. */
    private static final BigDecimal LEAST_PRICE = new BigDecimal("0.01");

    /**
     * @param failingMiners how many of the live miners do not meet it
     */
    record Failure(String constraint, long failingMiners) {}

    /**
     * @param value what the nearest miner has; null means to drop the constraint
     * @param advice the same in words
     */
    record Relaxation(String constraint, @Nullable Object value, String advice) {}

    private record Judged(LiveMiner miner, Set<Trait> misfits) {}

    static Why of(JobView job, Requirement requirement, List<LiveMiner> live) {
        List<Judged> judged = live.stream()
                .map(miner -> new Judged(miner, requirement.misfits(miner.candidate())))
                .toList();
        List<Judged> matching =
                judged.stream().filter(one -> one.misfits().isEmpty()).toList();
        int free = (int) matching.stream().filter(one -> one.miner().free()).count();
        Optional<Judged> nearest = matching.isEmpty() ? nearest(requirement, judged) : Optional.empty();
        return new Why(
                job.jobId(),
                job.state(),
                summary(job, live.size(), matching.size(), free),
                live.size(),
                matching.size(),
                free,
                Stream.of(Trait.values())
                        .map(trait -> new Failure(
                                trait.text(),
                                judged.stream()
                                        .filter(one -> one.misfits().contains(trait))
                                        .count()))
                        .filter(failure -> failure.failingMiners() > 0)
                        .toList(),
                nearest.map(one -> one.miner().candidate().id()).orElse(null),
                nearest.map(one -> relaxation(requirement.constraints(), one)).orElse(List.of()));
    }

    private static String summary(JobView job, int live, int matching, int free) {
        if (job.state() != JobState.QUEUED) {
            return "the job is " + job.state();
        }
        if (live == 0) {
            return "no miner is online";
        }
        if (matching == 0) {
            return "none of the " + live + " miners online can run it";
        }
        return free == 0
                ? "each of the " + matching + " miners that can run it is busy"
                : "a miner that can run it is free";
    }

    private static Optional<Judged> nearest(Requirement requirement, List<Judged> judged) {
        return judged.stream()
                .filter(one -> requirement.constraints().bookingId() != null
                        || !one.misfits().contains(Trait.BOOKING))
                .min(Comparator.comparingInt((Judged one) -> one.misfits().size())
                        .thenComparing(one -> one.miner().candidate().id()));
    }

    private static List<Relaxation> relaxation(Constraints wanted, Judged nearest) {
        Capabilities miner = nearest.miner().candidate().capabilities();
        return nearest.misfits().stream()
                .map(trait -> {
                    Object has = has(trait, wanted, miner);
                    return new Relaxation(trait.text(), has, advice(trait, has, miner));
                })
                .toList();
    }

    private static String advice(Trait trait, @Nullable Object has, Capabilities miner) {
        String constraint = "constraints." + trait.text();
        return switch (trait) {
            case JOB_TYPE ->
                "the nearest miner runs only " + has + ": submit another type, or wait for a miner that runs it";
            case MODELS ->
                "the nearest miner serves " + miner.models() + ": ask for some of these, or drop " + constraint;
            case MAX_PRICE ->
                "the nearest miner asks " + has + " AITBC per GPU second: raise " + constraint + " to that, or drop it";
            case PAYMENT_AMOUNT ->
                "the nearest miner works for " + has + " AITBC or more: offer that as payment_amount";
            case BOOKING -> "the nearest miner is not the booked one: drop " + constraint;
            case MINER -> "the nearest miner is not wanted: drop constraints.miner, not_miners or not_owners";
            case GPU, CUDA, MIN_VRAM_GB, REGION ->
                has == null
                        ? "the nearest miner does not tell this: drop " + constraint
                        : "the nearest miner has " + has + ": ask for that, or drop " + constraint;
        };
    }

    private static @Nullable Object has(Trait trait, Constraints wanted, Capabilities miner) {
        return switch (trait) {
            case JOB_TYPE -> miner.jobTypes();
            case GPU ->
                miner.gpus().stream().map(Capabilities.Gpu::name).findFirst().orElse(null);
            case CUDA -> miner.cuda();
            case MIN_VRAM_GB ->
                miner.gpus().stream().mapToLong(Capabilities.Gpu::memoryMb).max().stream()
                        .mapToObj(most -> most / 1024)
                        .findFirst()
                        .orElse(null);
            case MODELS ->
                wanted.models() == null
                        ? null
                        : wanted.models().stream()
                                .filter(miner.models()::contains)
                                .toList();
            case REGION -> miner.region();
            case BOOKING, MINER -> null;
            case PAYMENT_AMOUNT ->
                // of a price only the first digit is told to miners
                new BigDecimal(miner.wage()
                        .perJob()
                        .max(LEAST_PRICE)
                        .round(new MathContext(1, RoundingMode.UP))
                        .toPlainString());
            case MAX_PRICE -> miner.price() == null ? Requirement.NETWORK_PRICE : miner.price();
        };
    }
}
