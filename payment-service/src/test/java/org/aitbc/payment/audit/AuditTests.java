package org.aitbc.payment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class AuditTests extends PaymentTest {

    @Autowired
    Audit audit;

    @Autowired
    Books books;

    /** Somebody with full rights on the database tampers with it. */
    private void tamper(String sql) {
        jdbc.sql("alter table payment.entry disable trigger entry_append_only").update();
        jdbc.sql(sql).update();
        jdbc.sql("alter table payment.entry enable trigger entry_append_only").update();
    }

    private int readiness() {
        return as("nobody", Role.CLIENT, HttpMethod.GET, "/actuator/health/readiness")
                .exchange()
                .getResponse()
                .getStatus();
    }

    @AfterEach
    void allIsWellAgain() {
        await().untilAsserted(() -> {
            audit.look();
            assertThat(audit.drift()).isEmpty();
        });
        assertThat(readiness()).isEqualTo(200);
    }

    @Test
    void theNetworkSaysWhenAllWasLookedAtLast() {
        audit.look();
        Instant complete = Objects.requireNonNull(audit.found().complete());
        fund(client, "10");
        audit.look();
        assertThat(audit.found()).isEqualTo(new Audit.Findings(List.of(), complete));
        assertThat(json(as("root", Role.ADMIN, HttpMethod.GET, "/v1/payments/network")
                                .exchange())
                        .path("audited_at")
                        .stringValue())
                .isEqualTo(complete.toString());
    }

    @Test
    void rightBooksAreReady() {
        fund(client, "10");
        audit.look();
        assertThat(audit.drift()).isEmpty();
        assertThat(readiness()).isEqualTo(200);
    }

    @Test
    void aChangedBalanceIsSeen() {
        fund(client, "10");
        audit.look();
        jdbc.sql("update payment.account set balance = balance + 1 where owner = ?")
                .param(client)
                .update();
        audit.look();
        assertThat(audit.drift()).anyMatch(finding -> finding.contains("add up to"));
        assertThat(readiness()).isEqualTo(503);
        jdbc.sql("update payment.account set balance = balance - 1 where owner = ?")
                .param(client)
                .update();
    }

    @Test
    void aChangedEntryIsSeen() {
        fund(client, "10");
        long last = jdbc.sql("select seq from payment.head").query(Long.class).single();
        tamper("update payment.entry set at = at + interval '1 h' where seq = " + last);
        audit.look();
        assertThat(audit.drift()).contains("entry " + last + " was changed");
        tamper("update payment.entry set at = at - interval '1 h' where seq = " + last);
    }

    @Test
    void aHoldThatIsForgottenIsSeen() {
        fund(client, "10");
        audit.look();
        jdbc.sql("""
                        insert into payment.hold (id, account, held_in, amount, state)
                        select gen_random_uuid(), id, id, 1, 'pending' from payment.account where owner = ?""").param(client).update();
        jdbc.sql("update payment.account set kind = 'escrow' where owner = ?")
                .param(client)
                .update();
        audit.look();
        assertThat(audit.drift()).anyMatch(finding -> finding.contains("its holds are"));
        jdbc.sql("update payment.account set kind = 'available' where owner = ?")
                .param(client)
                .update();
        jdbc.sql("delete from payment.hold where account in (select id from payment.account where owner = ?)")
                .param(client)
                .update();
    }

    @Test
    void aHoldThatIsNobodysIsSeen() {
        fund(client, "10");
        Account escrow = new Account(client, AITBC, Account.Kind.ESCROW);
        UUID hold = Ids.next();
        ledger.post(Posting.of(
                hold, "test.hold", "test", new Hold(hold, Account.available(client, AITBC), escrow, BigDecimal.ONE)));
        assertThat(books()).anyMatch(finding -> finding.equals("hold " + hold + " has no payment"));
        jdbc.sql("insert into payment.money_hold (id) values (?)").param(hold).update();
        assertThat(books()).isEmpty();
        jdbc.sql("update payment.money_hold set decision = 'none', fee = 0 where id = ?")
                .param(hold)
                .update();
        assertThat(books()).containsExactly("money hold " + hold + " is decided, its hold pending");
        ledger.post(Posting.of(Ids.next(), "test.void", "test", Resolve.giveBack(hold, Resolution.VOIDED)));
    }

    @Test
    void whatWasGivenBackBeforeItWasHeldNeedsNoHold() {
        UUID hold = Ids.next();
        jdbc.sql("insert into payment.money_hold (id, decision, fee) values (?, 'never held', 0)")
                .param(hold)
                .update();
        assertThat(books()).isEmpty();
        jdbc.sql("update payment.money_hold set decision = 'none' where id = ?")
                .param(hold)
                .update();
        assertThat(books()).containsExactly("money hold " + hold + " is decided, its hold missing");
        jdbc.sql("delete from payment.money_hold where id = ?").param(hold).update();
    }

    private List<String> books() {
        List<String> wrong = new ArrayList<>();
        books.check(Books.Place.BEGINNING, true, wrong::add);
        return wrong;
    }
}
