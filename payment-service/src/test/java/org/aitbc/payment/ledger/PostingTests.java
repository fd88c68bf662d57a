package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingTests {

    private static final Account ADA = Account.available("ada", Currency.AITBC);
    private static final Account BOB = Account.available("bob", Currency.AITBC);
    private static final UUID ID = new UUID(1, 1);

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.000000001"})
    void anAmountIsAboveZeroAndHasEightDecimals(String amount) {
        BigDecimal wrong = new BigDecimal(amount);
        assertThatThrownBy(() -> new Transfer(ADA, BOB, wrong))
                .isInstanceOfAny(ArithmeticException.class, IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hold(ID, ADA, BOB, wrong))
                .isInstanceOfAny(ArithmeticException.class, IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(BOB, wrong))
                .isInstanceOfAny(ArithmeticException.class, IllegalArgumentException.class);
    }

    @Test
    void moneyGoesToAnotherAccountOfTheSameCurrency() {
        Account otherCurrency = Account.available("bob", Currency.BTC);
        assertThatThrownBy(() -> new Transfer(ADA, ADA, BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Transfer(ADA, otherCurrency, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hold(ID, ADA, ADA, BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hold(ID, ADA, otherCurrency, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsGivenBackHasNoShares() {
        List<Share> shares = List.of(new Share(BOB, BigDecimal.ONE));
        assertThat(new Resolve(ID, Resolution.POSTED, shares).shares()).hasSize(1);
        assertThatThrownBy(() -> new Resolve(ID, Resolution.VOIDED, shares))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDigestTellsPostingsApart() {
        Posting posting = Posting.of(ID, "send", "r", new Transfer(ADA, BOB, BigDecimal.ONE));
        assertThat(posting.digest())
                .isEqualTo(Posting.of(ID, "send", "r", new Transfer(ADA, BOB, new BigDecimal("1.0")))
                        .digest())
                .isNotEqualTo(Posting.of(ID, "send", "s", new Transfer(ADA, BOB, BigDecimal.ONE))
                        .digest())
                .isNotEqualTo(Posting.of(ID, "gift", "r", new Transfer(ADA, BOB, BigDecimal.ONE))
                        .digest())
                .isNotEqualTo(Posting.of(ID, "send", "r", new Transfer(ADA, BOB, BigDecimal.TWO))
                        .digest());
    }

    @ParameterizedTest
    @CsvSource({"1.50000000, 1.5", "100, 100", "1E+2, 100", "0.00000000, 0", "0.00000001, 0.00000001"})
    void amountsAreShownWithoutZerosThatSayNothing(String amount, String shown) {
        assertThat(Amounts.shown(new BigDecimal(amount)).toPlainString()).isEqualTo(shown);
        assertThat(Amounts.shown(new BigDecimal(amount)).scale()).isNotNegative();
    }

    @Test
    void computedAmountsAreRoundedDown() {
        assertThat(Amounts.floor(new BigDecimal("0.019999999"))).isEqualTo(new BigDecimal("0.01999999"));
    }

    @Test
    void accountsAreNamedByTheirKind() {
        assertThat(Account.Kind.of("Escrow")).isEqualTo(Account.Kind.ESCROW);
        assertThatThrownBy(() -> Account.Kind.of("sock")).isInstanceOf(Invalid.class);
        assertThat(Account.fees(Currency.BTC)).isEqualTo(new Account(Account.NETWORK, Currency.BTC, Account.Kind.FEES));
        assertThat(Account.treasury(Currency.BTC))
                .isEqualTo(new Account(Account.NETWORK, Currency.BTC, Account.Kind.TREASURY));
        assertThat(Account.rewardsPool(Currency.BTC))
                .isEqualTo(new Account(Account.NETWORK, Currency.BTC, Account.Kind.POOL));
    }

    @Test
    void aResultIsATimeOrARefusal() {
        Instant at = Instant.EPOCH;
        assertThat(Result.written(at).orThrow()).isEqualTo(at);
        assertThat(Result.repeated(at).orThrow()).isEqualTo(at);
        assertThatThrownBy(() -> Result.refused(new Conflict("TAKEN", "taken")).orThrow())
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> new Result(null, false, null).orThrow()).isInstanceOf(IllegalStateException.class);
    }
}
