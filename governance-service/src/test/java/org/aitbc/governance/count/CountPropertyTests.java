package org.aitbc.governance.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.*;
import java.util.stream.IntStream;
import net.jqwik.api.*;
import net.jqwik.api.constraints.IntRange;
import org.aitbc.domain.error.Invalid;
import org.aitbc.governance.count.Choices.Ballot;
import org.aitbc.governance.count.Choices.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counting, beside recounts as simple as can be. */
class CountPropertyTests {

    private static final int CHOICES = 4;

    @Provide
    Arbitrary<BigDecimal> powers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.00000001"), new BigDecimal("1000000"))
                .ofScale(8);
    }

    @Provide
    Arbitrary<List<Ballot>> rankings() {
        Arbitrary<List<Integer>> order = Arbitraries.shuffle(1, 2, 3, 4)
                .flatMap(all -> Arbitraries.integers().between(1, CHOICES).map(named -> all.subList(0, named)));
        return Combinators.combine(powers(), order)
                .as((power, choices) -> new Ballot(power, choices, null))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Ballot>> weighings() {
        Arbitrary<List<BigDecimal>> weights = Arbitraries.integers()
                .between(0, 9)
                .map(BigDecimal::valueOf)
                .list()
                .ofSize(CHOICES)
                .filter(all -> all.stream().anyMatch(one -> one.signum() > 0));
        return Combinators.combine(powers(), weights)
                .as((power, all) -> new Ballot(power, null, all))
                .list()
                .ofMaxSize(12);
    }

    private static BigDecimal sum(List<BigDecimal> all) {
        return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal power(List<Ballot> ballots) {
        return sum(ballots.stream().map(Ballot::power).toList());
    }

    @Property(tries = 200)
    void partsOfASplitAreThePower(@ForAll("powers") BigDecimal power, @ForAll @IntRange(max = 1000) int first) {
        BigDecimal share = new BigDecimal(first).movePointLeft(3);
        BigDecimal rest = BigDecimal.ONE.subtract(share);
        Tally tally = new Split(List.of(share, rest, BigDecimal.ZERO)).tally(power);
        assertThat(tally.sum()).isEqualByComparingTo(power);
        assertThat(tally.inFavor().subtract(power.multiply(share)).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.00000002"));
        assertThat(List.of(tally.inFavor(), tally.against(), tally.abstain())).allMatch(one -> one.signum() >= 0);
    }

    @Property(tries = 200)
    void rankedVotesEndAndTheOrderOfBallotsDoesNotMatter(
            @ForAll("rankings") List<Ballot> ballots, @ForAll Random random) {
        Result result = Choices.of(Method.RANKED, CHOICES, ballots);
        List<Ballot> shuffled = new ArrayList<>(ballots);
        Collections.shuffle(shuffled, random);
        assertThat(Choices.of(Method.RANKED, CHOICES, shuffled)).isEqualTo(result);
        assertThat(sum(result.scores())).isLessThanOrEqualTo(power(ballots));
        Integer certain = majority(ballots);
        if (certain != null) {
            assertThat(result.winner()).isEqualTo(certain);
        }
    }

    /** A choice with more than half of all first places wins in any order of elimination. */
    private static @Nullable Integer majority(List<Ballot> ballots) {
        return IntStream.rangeClosed(1, CHOICES)
                .filter(choice -> power(ballots.stream()
                                        .filter(one -> Objects.requireNonNull(one.choices())
                                                        .getFirst()
                                                == choice)
                                        .toList())
                                .multiply(BigDecimal.TWO)
                                .compareTo(power(ballots))
                        > 0)
                .boxed()
                .findFirst()
                .orElse(null);
    }

    @Property(tries = 200)
    void quadraticAndWeightedScoresAddUpToThePower(@ForAll("weighings") List<Ballot> ballots) {
        for (Method method : List.of(Method.WEIGHTED, Method.QUADRATIC)) {
            Result result = Choices.of(method, CHOICES, ballots);
            assertThat(sum(result.scores()).subtract(power(ballots)).abs())
                    .isLessThanOrEqualTo(new BigDecimal("0.00000004"));
        }
    }

    @Property(tries = 200)
    void approvalsCountForEachThatIsNamed(@ForAll("rankings") List<Ballot> ballots) {
        Result result = Choices.of(Method.APPROVAL, CHOICES, ballots);
        for (int choice = 1; choice <= CHOICES; choice++) {
            BigDecimal recount = BigDecimal.ZERO;
            for (Ballot ballot : ballots) {
                if (Objects.requireNonNull(ballot.choices()).contains(choice)) {
                    recount = recount.add(ballot.power());
                }
            }
            assertThat(result.scores().get(choice - 1)).isEqualByComparingTo(recount);
        }
    }

    @Test
    void ofATieTheOneNamedFirstLessIsOutThenTheLaterChoice() {
        List<Ballot> ballots = List.of(
                new Ballot(new BigDecimal("4"), List.of(1), null),
                new Ballot(new BigDecimal("3"), List.of(2, 4), null),
                new Ballot(new BigDecimal("3"), List.of(3, 4), null));
        // the fourth goes first, then of two and three the third, and one has more than two
        assertThat(Choices.of(Method.RANKED, 4, ballots).winner()).isEqualTo(1);
        assertThat(Choices.of(Method.RANKED, 4, ballots).scores().get(1)).isEqualByComparingTo("3");
    }

    @Test
    void aStakeSplitOverAccountsGainsWeightInQuadraticVotes() {
        List<BigDecimal> first = List.of(BigDecimal.ONE, BigDecimal.ZERO);
        List<BigDecimal> second = List.of(BigDecimal.ZERO, BigDecimal.ONE);
        Ballot whole = new Ballot(new BigDecimal("100"), null, first);
        Ballot quarter = new Ballot(new BigDecimal("25"), null, second);
        Result result = Choices.of(Method.QUADRATIC, 2, List.of(whole, quarter, quarter, quarter, quarter));
        assertThat(result.winner()).isEqualTo(2);
        assertThat(result.sybilResistant()).isFalse();
    }

    @Test
    void aTieDoesNotPassAndAgainstDoesNotCountForTheQuorum() {
        BigDecimal ten = BigDecimal.TEN;
        BigDecimal half = new BigDecimal("0.5");
        assertThat(new Tally(ten, ten, ten).passes(half)).isFalse();
        assertThat(new Tally(ten, new BigDecimal("9.99999999"), ten).passes(half))
                .isTrue();
        assertThat(new Tally(ten, new BigDecimal("1000"), ten).reaches(new BigDecimal("20")))
                .isTrue();
        assertThat(new Tally(ten, new BigDecimal("1000"), ten).reaches(new BigDecimal("20.1")))
                .isFalse();
    }

    @Test
    void aBallotNamesWhatThereIsOnce() {
        for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(0), List.of(5), List.of(1, 1))) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(() -> Method.RANKED.require(wrong, null, 4));
        }
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> Method.SINGLE.require(List.of(1, 2), null, 4));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> Method.WEIGHTED.require(null, List.of(BigDecimal.ZERO, BigDecimal.ZERO), 2));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(
                        () -> new Split(List.of(new BigDecimal("0.6"), new BigDecimal("0.6"), new BigDecimal("-0.2"))));
    }
}
