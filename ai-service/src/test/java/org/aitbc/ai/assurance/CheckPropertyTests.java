package org.aitbc.ai.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aitbc.ai.assurance.Check.Decide;
import org.aitbc.ai.assurance.Check.Run;
import org.aitbc.ai.assurance.Check.Start;
import org.aitbc.ai.assurance.Check.Verdict;
import org.aitbc.ai.assurance.Check.Wait;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever miners answer, a check comes to an end, and to what a napkin says. */
class CheckPropertyTests {

    private static final int MOST_RUNS = 8;

    /** What a run ends with: a result, or none of them above the last. */
    private static final List<String> ENDS = List.of("a", "b", "c", "FAILED", "EXPIRED");

    @Provide
    Arbitrary<List<String>> ends() {
        return Arbitraries.of(ENDS).list().ofSize(MOST_RUNS);
    }

    @Provide
    Arbitrary<String> quorums() {
        return Arbitraries.integers()
                .between(2, 7)
                .flatMap(n -> Arbitraries.integers().between(2, n).map(k -> "quorum:" + k + "/" + n));
    }

    @Property
    void kOfNIsWhatANapkinSays(@ForAll("quorums") String quorum, @ForAll("ends") List<String> ends) {
        Assurance wanted = Assurance.parse(quorum).orElseThrow();
        Ran ran = run(wanted, true, ends);
        List<Run> results = ran.runs.stream().filter(Run::completed).toList();
        if (!ran.runs.getFirst().completed()) {
            assertThat(ran.decided.verdict()).isEqualTo("unchecked");
            assertThat(ran.decided.runs()).containsEntry(ran.runs.getFirst().id(), Verdict.NONE);
            return;
        }
        Map<String, Long> votes =
                results.stream().collect(Collectors.groupingBy(CheckPropertyTests::answer, Collectors.counting()));
        long most = votes.values().stream()
                .mapToLong(votesOfOne -> votesOfOne)
                .max()
                .orElse(0);
        List<String> leaders = votes.entrySet().stream()
                .filter(one -> one.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        boolean decided = most >= wanted.agree() && leaders.size() == 1;
        for (Run run : results) {
            assertThat(ran.decided.runs().get(run.id()))
                    .isEqualTo(
                            !decided
                                    ? Verdict.UNDECIDED
                                    : leaders.contains(answer(run)) ? Verdict.AGREED : Verdict.DISAGREED);
        }
        assertThat(ran.decided.verdict()).isEqualTo(!decided ? "undecided" : votes.size() == 1 ? "clean" : "mismatch");
        assertThat(ran.decided.payees()).isEmpty();
    }

    /** Money is held for two: no more than two are paid, and each with money of its own or of one that is not. */
    @Property
    void aSpotCheckPaysNoMoreThanIsHeld(@ForAll boolean drawn, @ForAll("ends") List<String> ends) {
        Ran ran = run(Assurance.parse("spot:0.5").orElseThrow(), drawn, ends);
        Map<UUID, Verdict> verdicts = ran.decided.runs();
        Set<UUID> paid = new HashSet<>();
        for (Run run : ran.runs.stream().filter(run -> run.number() <= 2).toList()) {
            UUID payee = ran.decided.payees().get(run.id());
            Verdict verdict = verdicts.get(run.id());
            if (payee != null) {
                assertThat(verdict).isEqualTo(Verdict.DISAGREED);
                assertThat(verdicts).containsEntry(payee, Verdict.AGREED);
                assertThat(paid.add(payee)).isTrue();
            } else if (verdict == Verdict.AGREED || verdict == Verdict.UNCHECKED) {
                assertThat(paid.add(run.id())).isTrue();
            }
        }
        verdicts.forEach((run, verdict) ->
                assertThat(paid.contains(run)).isEqualTo(verdict == Verdict.AGREED || verdict == Verdict.UNCHECKED));
        assertThat(ran.runs.stream().filter(Run::started).count()).isLessThanOrEqualTo(drawn ? 3 : 1);
    }

    private record Ran(List<Run> runs, Decide decided) {}

    /** Lets one run after the other end so, each on another miner. */
    private static Ran run(Assurance wanted, boolean drawn, List<String> ends) {
        List<Run> runs = new ArrayList<>();
        for (int number = 1; number <= wanted.runs(); number++) {
            runs.add(new Run(Ids.next(), number, number == 1, null, null, null));
        }
        UUID job = runs.getFirst().id();
        for (int number = 1; ; number++) {
            assertThat(number).isLessThanOrEqualTo(MOST_RUNS);
            Run running = runs.get(number - 1);
            assertThat(new Check(job, wanted, Draw.committed(), runs).next(drawn))
                    .isInstanceOf(Wait.class);
            runs.set(number - 1, ended(running, ends.get(number - 1)));
            switch (new Check(job, wanted, Draw.committed(), runs).next(drawn)) {
                case Wait _ -> throw new AssertionError("waits for nothing");
                case Decide decided -> {
                    assertThat(decided.runs().keySet())
                            .isEqualTo(runs.stream().map(Run::id).collect(Collectors.toSet()));
                    return new Ran(runs, decided);
                }
                case Start start -> {
                    assertThat(start.number()).isEqualTo(number + 1);
                    assertThat(start.notMiners())
                            .containsExactlyInAnyOrderElementsOf(runs.stream()
                                    .map(Run::minerId)
                                    .filter(miner -> miner != null)
                                    .toList());
                    Run next = new Run(Ids.next(), start.number(), true, null, null, null);
                    if (runs.size() < start.number()) {
                        runs.add(next);
                    } else {
                        runs.set(start.number() - 1, next);
                    }
                }
            }
        }
    }

    private static Run ended(Run run, String end) {
        boolean completed = end.length() == 1;
        @Nullable String miner = end.equals("EXPIRED") ? null : "miner-" + run.number();
        ObjectNode result = completed ? JsonNodeFactory.instance.objectNode().put("output", end) : null;
        return new Run(run.id(), run.number(), true, completed ? "COMPLETED" : end, miner, result);
    }

    private static String answer(Run run) {
        return run.result() == null ? "" : run.result().path("output").stringValue();
    }
}
