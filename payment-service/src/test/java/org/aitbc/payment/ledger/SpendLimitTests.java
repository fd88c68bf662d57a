package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.payment.Currency;
import org.junit.jupiter.api.Test;

class SpendLimitTests {

    private static final Account ADA = Account.available("ada", Currency.AITBC);
    private static final Posting STAKE = new Posting(new UUID(0, 1), "stake.create", "", List.of());
    private static final Posting JOBS = new Posting(new UUID(0, 2), Posting.FOR_JOBS, "", List.of());
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant NEXT_DAY = NOON.plus(12, ChronoUnit.HOURS);

    private final SpendLimit limit = new SpendLimit(
            new BigDecimal(3),
            new BigDecimal(5),
            new BigDecimal(8),
            BigDecimal.ZERO,
            NOON,
            LocalDate.parse("2026-04-30"),
            new BigDecimal(5));

    private static SpendLimit spend(SpendLimit limit, int amount, Instant at) {
        return limit.spend(STAKE, ADA, new BigDecimal(amount), at);
    }

    private static void assertRefused(SpendLimit limit, int amount, Instant at, String span) {
        assertThatExceptionOfType(PaymentRequired.class)
                .isThrownBy(() -> spend(limit, amount, at))
                .withMessageEndingWith(span);
    }

    @Test
    void aDayStartsAtMidnightOfUtc() {
        SpendLimit after = spend(limit, 5, NOON);
        assertRefused(after, 1, NEXT_DAY.minusNanos(1), "in one day");
        assertThat(spend(after, 3, NEXT_DAY).spentOfDay()).isEqualByComparingTo("3");
        assertRefused(after, 4, NEXT_DAY, "in total");
    }

    @Test
    void aJobHasALimitOfItsOwn() {
        assertThat(spend(limit, 4, NOON).spent()).isEqualByComparingTo("4");
        assertThatExceptionOfType(PaymentRequired.class)
                .isThrownBy(() -> limit.spend(JOBS, ADA, new BigDecimal(4), NOON))
                .withMessageEndingWith("for one job");
    }

    @Test
    void whatComesBackCountsWhereItWasCounted() {
        SpendLimit after = spend(spend(limit, 5, NOON), 3, NEXT_DAY).giveBack(new BigDecimal(2), NOON);
        assertThat(after.spent()).isEqualByComparingTo("6");
        assertThat(after.spentOfDay()).isEqualByComparingTo("3");
        SpendLimit since = after.giveBack(new BigDecimal(2), NOON.minusSeconds(1));
        assertThat(since.spent()).isEqualByComparingTo("6");
        assertThat(since.giveBack(BigDecimal.ONE, NEXT_DAY).spentOfDay()).isEqualByComparingTo("2");
    }
}
