package org.aitbc.ai.assurance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.aitbc.ai.assurance.Assurance.Mode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job that is checked by other runs of it, which go one after the other, so that each can leave out the miners of those
 * before.
 *
 * @param runs in their order; the first is the client's job
 */
record Check(UUID jobId, Assurance wanted, Draw draw, List<Run> runs) {

    static final String COMPLETED = "COMPLETED";
    static final String EXPIRED = "EXPIRED";
    private static final int PAIR = 2;

    /**
     * @param started whether it is a job by now; until then there is at most money for it
     * @param state as it ended; null while it has not
     * @param result of a completed one
     */
    record Run(
            UUID id,
            int number,
            boolean started,
            @Nullable String state,
            @Nullable String minerId,
            @Nullable ObjectNode result) {

        boolean ended() {
            return state != null;
        }

        boolean completed() {
            return COMPLETED.equals(state);
        }
    }

    /** What a run came to. */
    enum Verdict {
        /** With the majority. */
        AGREED,
        /** Against it. */
        DISAGREED,
        /** There is no majority. */
        UNDECIDED,
        /** There was nothing to hold it against, by the draw or because no other miner could be had. */
        UNCHECKED,
        /** It ended without a result. */
        NONE,
        /** It was not needed. */
        UNUSED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isEvidence() {
            return this == AGREED || this == DISAGREED || this == UNDECIDED;
        }
    }

    /** What is to be done next. */
    sealed interface Step {}

    /** Something runs still. */
    record Wait() implements Step {}

    /** Another run is wanted, on none of these miners. */
    record Start(int number, List<String> notMiners) implements Step {}

    /**
     * All is known.
     *
     * @param verdict of the job: clean, mismatch, undecided, unchecked
     * @param runs of each run
     * @param payees for the money of runs that are not paid, the runs that are paid with it
     */
    record Decide(String verdict, Map<UUID, Verdict> runs, Map<UUID, UUID> payees) implements Step {}

    /** With which probability the first run is checked by a second. */
    record Odds(BigDecimal probability, boolean drawn) {}

    /** @param cleanInARow of a miner: how many of its checked results agreed since one did not */
    Odds odds(ToIntFunction<String> cleanInARow) {
        String miner = runs.getFirst().minerId();
        BigDecimal probability = wanted.probability() != null
                ? wanted.probability()
                : BigDecimal.ONE.divide(
                        BigDecimal.valueOf(Math.max(1, miner == null ? 0 : cleanInARow.applyAsInt(miner))),
                        new MathContext(9));
        return new Odds(probability, draw.hits(jobId, probability));
    }

    /** @param drawn whether a spot check was drawn; of no meaning with a quorum */
    Step next(boolean drawn) {
        Run first = runs.getFirst();
        if (runs.stream().anyMatch(run -> run.started() && !run.ended())) {
            return new Wait();
        }
        if (!first.completed() || (wanted.mode() == Mode.SPOT && !drawn)) {
            return decide("unchecked", Map.of(), Map.of());
        }
        List<Run> started = runs.stream().filter(Run::started).toList();
        boolean minersLeft = started.stream().noneMatch(run -> EXPIRED.equals(run.state()));
        if (started.size() < wanted.runs() && minersLeft) {
            return start(started);
        }
        List<Run> results = started.stream().filter(Run::completed).toList();
        if (wanted.mode() == Mode.SPOT && results.size() < PAIR) {
            return decide("unchecked", Map.of(), Map.of());
        }
        Optional<Set<Integer>> majority = Comparison.majority(
                results.size(), wanted.agree(), (i, j) -> Comparison.agree(resultOf(results, i), resultOf(results, j)));
        if (majority.isEmpty() && wanted.mode() == Mode.SPOT && started.size() == PAIR) {
            return start(started);
        }
        return judge(results, majority);
    }

    private Step judge(List<Run> results, Optional<Set<Integer>> majority) {
        Map<UUID, Verdict> verdicts = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            int index = i;
            verdicts.put(
                    results.get(i).id(),
                    majority.map(right -> right.contains(index) ? Verdict.AGREED : Verdict.DISAGREED)
                            .orElse(Verdict.UNDECIDED));
        }
        String verdict =
                majority.isEmpty() ? "undecided" : verdicts.containsValue(Verdict.DISAGREED) ? "mismatch" : "clean";
        return decide(verdict, verdicts, payees(verdicts));
    }

    /** No money was set aside for the third run of a pair: it is paid with that of the run it decided against. */
    private Map<UUID, UUID> payees(Map<UUID, Verdict> verdicts) {
        Optional<Run> third = runs.stream()
                .filter(run -> run.number() > wanted.runs() && verdicts.get(run.id()) == Verdict.AGREED)
                .findFirst();
        Map<UUID, UUID> payees = new HashMap<>();
        third.ifPresent(run -> runs.stream()
                .filter(one -> one.number() <= wanted.runs() && verdicts.get(one.id()) == Verdict.DISAGREED)
                .findFirst()
                .ifPresent(wrong -> payees.put(wrong.id(), run.id())));
        return payees;
    }

    /** Of what was not compared, each run's verdict follows from how it ended. */
    private Step decide(String verdict, Map<UUID, Verdict> compared, Map<UUID, UUID> payees) {
        Map<UUID, Verdict> all = new HashMap<>(compared);
        for (Run run : runs) {
            all.putIfAbsent(
                    run.id(), !run.started() ? Verdict.UNUSED : run.completed() ? Verdict.UNCHECKED : Verdict.NONE);
        }
        return new Decide(verdict, all, payees);
    }

    private static Step start(List<Run> started) {
        return new Start(
                started.size() + 1,
                started.stream()
                        .map(Run::minerId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .toList());
    }

    private static ObjectNode resultOf(List<Run> results, int index) {
        return Objects.requireNonNull(results.get(index).result());
    }
}
