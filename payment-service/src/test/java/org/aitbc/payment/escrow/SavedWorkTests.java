package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.payment.escrow.Settlement.Part;

/** Words do not pay: whatever shares are claimed, nobody gets more than the own added work and the own time are worth. */
class SavedWorkTests {

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), new BigDecimal("1000"))
                .ofScale(8);
    }

    @Provide
    Arbitrary<List<SavedWork>> attempts() {
        Arbitrary<BigDecimal> shares = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), BigDecimal.ONE)
                .ofScale(3);
        Arbitrary<BigDecimal> seconds = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("5000"))
                .ofScale(6);
        return Combinators.combine(Arbitraries.of("ada", "bob", "cleo"), shares, seconds)
                .as((owner, share, time) -> new SavedWork("machine of " + owner, owner, share, time))
                .list()
                .ofMaxSize(6);
    }

    @Property
    void nobodyGetsMoreThanTheOwnWorkAndTime(
            @ForAll("amounts") BigDecimal amount, @ForAll("attempts") List<SavedWork> attempts) {
        List<Part> worth = SavedWork.worth(amount, Requirement.NETWORK_PRICE, attempts);

        BigDecimal last =
                attempts.isEmpty() ? BigDecimal.ZERO : attempts.getLast().share();
        assertThat(sum(worth)).isLessThanOrEqualTo(amount.multiply(last));
        assertThat(worth).extracting(Part::payee).doesNotHaveDuplicates();
        for (Part part : worth) {
            BigDecimal time = BigDecimal.ZERO;
            BigDecimal most = BigDecimal.ZERO;
            for (SavedWork own : attempts.stream()
                    .filter(one -> one.owner().equals(part.payee()))
                    .toList()) {
                time = time.add(own.seconds());
                most = most.add(own.share());
            }
            assertThat(part.due()).isPositive().isLessThanOrEqualTo(time.multiply(Requirement.NETWORK_PRICE));
            assertThat(part.due()).isLessThanOrEqualTo(amount.multiply(most));
            assertThat(part.minerId()).isEqualTo("machine of " + part.payee());
        }
    }

    @Property
    void toRepeatWhatWasHandedOverIsWorthNothing(
            @ForAll("amounts") BigDecimal amount, @ForAll("attempts") List<SavedWork> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        SavedWork copy = new SavedWork("copy", "copier", attempts.getLast().share(), new BigDecimal("100000"));

        assertThat(SavedWork.worth(
                        amount,
                        Requirement.NETWORK_PRICE,
                        Stream.concat(attempts.stream(), Stream.of(copy)).toList()))
                .isEqualTo(SavedWork.worth(amount, Requirement.NETWORK_PRICE, attempts));
    }

    @Property
    void toThrowWorkAwayGainsNothing(
            @ForAll("amounts") BigDecimal amount, @ForAll("attempts") List<SavedWork> attempts) {
        List<SavedWork> wasted = new ArrayList<>(attempts);
        wasted.add(new SavedWork("waster", "waster", new BigDecimal("0.001"), new BigDecimal("100000")));

        assertThat(sum(SavedWork.worth(amount, Requirement.NETWORK_PRICE, wasted)))
                .isLessThanOrEqualTo(sum(SavedWork.worth(amount, Requirement.NETWORK_PRICE, attempts))
                        .max(amount.movePointLeft(3)));
        assertThat(attempts.isEmpty()
                        || SavedWork.worth(amount, Requirement.NETWORK_PRICE, wasted).stream()
                                .noneMatch(part -> part.payee().equals("waster")))
                .isTrue();
    }

    @Property
    void timeIsPaidOnceAndNeverBeyondTheAmount(
            @ForAll("amounts") BigDecimal amount,
            @ForAll("amounts") BigDecimal time,
            @ForAll("attempts") List<SavedWork> attempts) {
        List<Part> saved = SavedWork.worth(amount, Requirement.NETWORK_PRICE, attempts);
        Part worked = Part.of(time, "ada", "machine of ada");

        List<Part> paid = SavedWork.orTime(amount, saved, List.of(worked));

        assertThat(sum(paid)).isLessThanOrEqualTo(amount);
        assertThat(sum(paid)).isLessThanOrEqualTo(sum(saved).add(time));
        assertThat(paid).extracting(Part::payee).doesNotHaveDuplicates();
        assertThat(paid.stream().filter(part -> !part.payee().equals("ada")))
                .containsExactlyInAnyOrderElementsOf(saved.stream()
                        .filter(part -> !part.payee().equals("ada"))
                        .toList());
    }

    @Example
    void allOfItAtOnceIsWorthTheSecondsItTook() {
        assertThat(SavedWork.worth(
                        BigDecimal.TEN,
                        Requirement.NETWORK_PRICE,
                        List.of(new SavedWork("m", "cheat", BigDecimal.ONE, new BigDecimal("3")))))
                .containsExactly(Part.of(new BigDecimal("0.06000000"), "cheat", "m"));
    }

    private static BigDecimal sum(List<Part> parts) {
        return parts.stream().map(Part::due).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
