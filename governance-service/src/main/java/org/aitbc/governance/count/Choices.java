package org.aitbc.governance.count;

import java.math.*;
import java.util.*;
import java.util.function.Function;
import java.util.stream.*;
import org.jspecify.annotations.Nullable;

/** What ballots between several choices come to. The order of the ballots does not matter. */
public final class Choices {

    private static final MathContext EXACTLY = MathContext.DECIMAL128;

    private Choices() {}

    public record Ballot(
            BigDecimal power,
            @Nullable List<Integer> choices,
            @Nullable List<BigDecimal> weights) {

        private List<BigDecimal> shares() {
            List<BigDecimal> given = Objects.requireNonNull(weights);
            BigDecimal all = given.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return given.stream()
                    .map(one -> power.multiply(one).divide(all, EXACTLY))
                    .toList();
        }

        private List<Integer> named() {
            return Objects.requireNonNull(choices);
        }
    }

    /** @param winner the number of the choice with the most; null for none or a tie */
    public record Result(List<BigDecimal> scores, @Nullable Integer winner, boolean sybilResistant) {}

    public static Result of(Method method, int count, List<Ballot> ballots) {
        List<BigDecimal> scores = switch (method) {
            case BASIC, SINGLE, APPROVAL -> named(count, ballots);
            case WEIGHTED -> weighed(count, ballots);
            case QUADRATIC -> quadratic(count, ballots);
            case RANKED -> ranked(count, ballots);
        };
        return new Result(scores, winner(scores), method != Method.QUADRATIC);
    }

    private static @Nullable Integer winner(List<BigDecimal> scores) {
        BigDecimal most = Collections.max(scores);
        boolean alone = scores.stream().filter(one -> one.compareTo(most) == 0).count() == 1;
        return alone && most.signum() > 0 ? scores.indexOf(most) + 1 : null;
    }

    private static List<BigDecimal> named(int count, List<Ballot> ballots) {
        return sums(
                count,
                choice -> ballots.stream()
                        .filter(one -> one.named().contains(choice))
                        .map(Ballot::power));
    }

    private static List<BigDecimal> weighed(int count, List<Ballot> ballots) {
        return sums(count, choice -> ballots.stream().map(one -> one.shares().get(choice - 1)));
    }

    /** The square of the sum of roots, in proportion of the power that was cast. */
    private static List<BigDecimal> quadratic(int count, List<Ballot> ballots) {
        List<BigDecimal> squares = IntStream.range(0, count)
                .mapToObj(choice -> ballots.stream()
                        .map(one -> one.shares().get(choice).sqrt(EXACTLY))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .pow(2))
                .toList();
        BigDecimal all = squares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal power = ballots.stream().map(Ballot::power).reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.stream()
                .map(one ->
                        all.signum() == 0 ? one : rounded(one.multiply(power).divide(all, EXACTLY)))
                .toList();
    }

    /**
     * Eliminates the choice with the fewest votes until one has the majority. In a tie the choice with fewer first places
     * goes, then the later one.
     */
    private static List<BigDecimal> ranked(int count, List<Ballot> ballots) {
        List<Integer> left = IntStream.rangeClosed(1, count).boxed().collect(Collectors.toCollection(ArrayList::new));
        List<BigDecimal> first = round(count, left, ballots);
        List<BigDecimal> scores = first;
        while (left.size() > 1 && !hasMajority(scores)) {
            List<BigDecimal> now = scores;
            Integer lowest = left.stream()
                    .min(Comparator.comparing((Integer one) -> now.get(one - 1))
                            .thenComparing(one -> first.get(one - 1))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            left.removeIf(lowest::equals);
            scores = round(count, left, ballots);
        }
        return scores;
    }

    private static boolean hasMajority(List<BigDecimal> scores) {
        BigDecimal all = scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Collections.max(scores).multiply(BigDecimal.TWO).compareTo(all) > 0;
    }

    private static List<BigDecimal> round(int count, List<Integer> left, List<Ballot> ballots) {
        return sums(
                count,
                choice -> ballots.stream()
                        .filter(one -> choice.equals(one.named().stream()
                                .filter(left::contains)
                                .findFirst()
                                .orElse(null)))
                        .map(Ballot::power));
    }

    private static List<BigDecimal> sums(int count, Function<Integer, Stream<BigDecimal>> parts) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(choice -> rounded(parts.apply(choice).reduce(BigDecimal.ZERO, BigDecimal::add)))
                .toList();
    }

    private static BigDecimal rounded(BigDecimal score) {
        return score.setScale(8, RoundingMode.HALF_UP);
    }
}
