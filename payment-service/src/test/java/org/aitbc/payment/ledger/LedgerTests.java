package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class LedgerTests extends PaymentTest {

    private final Account mine = Account.available(client, AITBC);
    private final Account escrow = new Account(client, AITBC, Account.Kind.ESCROW);
    private final Account theirs = Account.available(someone("other"), AITBC);

    private static Posting transfer(UUID id, Account from, Account to, String amount) {
        return Posting.of(id, "send", "test", new Transfer(from, to, new BigDecimal(amount)));
    }

    private UUID held(String amount) {
        UUID hold = Ids.next();
        ledger.post(Posting.of(Ids.next(), "hold", "test", new Hold(hold, mine, escrow, new BigDecimal(amount))));
        return hold;
    }

    /** A hold without its payment would be a finding of the audit. */
    @AfterEach
    void giveBackWhatIsHeld() {
        jdbc.sql(
                        "select h.id from payment.hold h join payment.account a on a.id = h.account where h.state = 'pending' and a.owner = ?")
                .param(client)
                .query(UUID.class)
                .list()
                .forEach(hold ->
                        ledger.post(Posting.of(Ids.next(), "void", "test", Resolve.giveBack(hold, Resolution.VOIDED))));
    }

    @Nested
    class Transfers {

        @Test
        void moneyMoves() {
            fund(client, "10");
            ledger.post(transfer(Ids.next(), mine, theirs, "3.00000001"));
            assertThat(balance(mine)).isEqualByComparingTo("6.99999999");
            assertThat(balance(theirs)).isEqualByComparingTo("3.00000001");
        }

        @Test
        void whatIsNotThereCannotBeSpent() {
            fund(client, "10");
            assertThatThrownBy(() -> ledger.post(transfer(Ids.next(), mine, theirs, "10.00000001")))
                    .isInstanceOf(PaymentRequired.class);
            assertThat(balance(mine)).isEqualByComparingTo("10");
        }

        @Test
        void aRepetitionMovesNothing() throws InterruptedException {
            fund(client, "10");
            UUID id = Ids.next();
            assertThat(atOnce(100, () -> ledger.post(transfer(id, mine, theirs, "3"))))
                    .containsOnly(ledger.post(transfer(id, mine, theirs, "3")));
            assertThat(balance(mine)).isEqualByComparingTo("7");
        }

        @Test
        void anIdIsForOnePostingOnly() {
            fund(client, "10");
            UUID id = Ids.next();
            ledger.post(transfer(id, mine, theirs, "3"));
            assertThatThrownBy(() -> ledger.post(transfer(id, mine, theirs, "4")))
                    .isInstanceOf(Invalid.class);
            assertThat(balance(mine)).isEqualByComparingTo("7");
        }

        @Test
        void linkedTransfersHappenTogetherOrNotAtAll() {
            fund(client, "10");
            Account third = Account.available(someone("third"), AITBC);
            assertThatThrownBy(() -> ledger.post(new Posting(
                            Ids.next(),
                            "send",
                            "test",
                            List.of(
                                    new Transfer(mine, theirs, BigDecimal.TEN),
                                    new Transfer(third, mine, BigDecimal.ONE)))))
                    .isInstanceOf(PaymentRequired.class);
            assertThat(balance(mine)).isEqualByComparingTo("10");
            assertThat(balance(theirs)).isEqualByComparingTo("0");
        }

        @Test
        void aLinkedTransferMaySpendWhatTheOneBeforeBrought() {
            fund(client, "10");
            Account third = Account.available(someone("third"), AITBC);
            ledger.post(Posting.of(
                    Ids.next(),
                    "send",
                    "test",
                    new Transfer(mine, theirs, BigDecimal.TEN),
                    new Transfer(theirs, third, BigDecimal.TEN)));
            assertThat(balance(third)).isEqualByComparingTo("10");
        }
    }

    @Nested
    class Holds {

        @Test
        void heldMoneyCannotBeSpent() {
            fund(client, "10");
            held("8");
            assertThat(balance(escrow)).isEqualByComparingTo("8");
            assertThatThrownBy(() -> ledger.post(transfer(Ids.next(), mine, theirs, "3")))
                    .isInstanceOf(PaymentRequired.class);
        }

        @Test
        void whatIsPostedInPartReturnsTheRest() {
            fund(client, "10");
            UUID hold = held("8");
            ledger.post(Posting.of(
                    Ids.next(),
                    "release",
                    "test",
                    new Resolve(hold, Resolution.POSTED, List.of(new Share(theirs, new BigDecimal("5"))))));
            assertThat(balance(mine)).isEqualByComparingTo("5");
            assertThat(balance(escrow)).isEqualByComparingTo("0");
            assertThat(balance(theirs)).isEqualByComparingTo("5");
        }

        @Test
        void noMoreIsHandedOutThanIsHeld() {
            fund(client, "10");
            held("1");
            UUID hold = held("8");
            assertThatThrownBy(() -> ledger.post(Posting.of(
                            Ids.next(),
                            "release",
                            "test",
                            new Resolve(hold, Resolution.POSTED, List.of(new Share(theirs, new BigDecimal("9")))))))
                    .isInstanceOf(Conflict.class);
            assertThat(balance(escrow)).isEqualByComparingTo("9");
        }

        @Test
        void aHoldIsDecidedAboutOnce() throws InterruptedException {
            fund(client, "10");
            UUID hold = held("8");
            List<Boolean> decided = atOnce(50, () -> {
                try {
                    ledger.post(Posting.of(Ids.next(), "void", "test", Resolve.giveBack(hold, Resolution.VOIDED)));
                    return true;
                } catch (Conflict late) {
                    return false;
                }
            });
            assertThat(decided).containsOnlyOnce(true);
            assertThat(balance(mine)).isEqualByComparingTo("10");
        }
    }

    @Test
    void entriesCannotBeChanged() {
        fund(client, "10");
        assertThatThrownBy(() -> jdbc.sql("update payment.entry set amount = 11 where amount = 10")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from payment.posting").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @Test
    void notEvenTheDatabaseLetsABalanceBelowZero() {
        fund(client, "10");
        assertThatThrownBy(() -> jdbc.sql("update payment.account set balance = -1 where owner = ?")
                        .param(client)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }
}
