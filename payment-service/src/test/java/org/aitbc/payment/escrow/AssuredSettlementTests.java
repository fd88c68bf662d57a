package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The money of jobs whose results are checked by other runs. */
class AssuredSettlementTests extends EscrowTest {

    @Autowired
    EscrowSweep sweep;

    private final String other = someone("operator");
    private String ada = "";
    private String bob = "";

    @BeforeEach
    void miners() {
        ada = miner(operator);
        bob = miner(other);
        fund(client, "10");
    }

    @Test
    void theMoneyWaitsForTheVerdictAndTheClientCannotTakeItBack() {
        UUID first = paidJob("4");
        run(first, first, 1);

        end(first, "COMPLETED", ada, "4");

        settleAnother();
        assertThat(payment(first).path("status").stringValue()).isEqualTo("escrowed");
        String id = payment(first).path("payment_id").stringValue();
        assertProblem(
                post(client, Role.CLIENT, "/v1/payments/" + id + "/refund", """
                        {"job_id":"%s","payment_id":"%s","reason":"mine"}""".formatted(Ids.text(first), id)),
                409,
                "JOB_NOT_ENDED");

        decide(first, "agreed", null);
        awaitStatus(first, "released");
        assertThat(available(operator)).isEqualByComparingTo("3.9");
    }

    @Test
    void whoIsInTheMinorityIsNotPaid() {
        UUID first = paidJob("4");
        run(first, first, 1);
        end(first, "COMPLETED", ada, "4");

        decide(first, "disagreed", null);

        awaitStatus(first, "refunded");
        assertThat(available(operator)).isEqualByComparingTo("0");
        assertThat(available(client)).isEqualByComparingTo("10");
    }

    @Test
    void whoDecidedAgainstARunIsPaidWithItsMoney() {
        UUID first = paidJob("4");
        UUID third = job("aitbc:assurance", Ids.next());
        run(first, first, 1);
        run(third, first, 3);
        end(first, "COMPLETED", ada, "4");
        end(third, "COMPLETED", bob, "3");

        decide(third, "agreed", null);
        decide(first, "disagreed", third);

        awaitStatus(first, "released");
        assertThat(available(operator)).isEqualByComparingTo("0");
        assertThat(available(other)).isEqualByComparingTo("2.925");
        assertThat(available(client)).isEqualByComparingTo("7");
        assertThat(balance(escrow)).isEqualByComparingTo("0");
        assertThat(payment(first).path("miner_id").asString("")).isIn("", bob);
    }

    @Test
    void nobodyIsPaidBeforeTheVerdictWhateverIsWanted() {
        UUID first = paidJob("4");
        UUID third = job("aitbc:assurance", Ids.next());
        run(first, first, 1);
        run(third, first, 3);
        end(first, "COMPLETED", ada, "4");
        String id = payment(first).path("payment_id").stringValue();
        String path = "/v1/payments/" + id;
        assertProblem(
                post(client, Role.CLIENT, path + "/release", """
                        {"job_id":"%s","payment_id":"%s"}""".formatted(Ids.text(first), id)), 409, "JOB_NOT_ENDED");
        assertThat(post(client, Role.CLIENT, path + "/dispute", "{\"reason\":\"wrong\"}"))
                .hasStatus(200);
        assertProblem(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":3}"), 409, "JOB_NOT_ENDED");

        end(third, "COMPLETED", bob, "3");
        decide(third, "agreed", null);
        decide(first, "disagreed", third);

        assertThat(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":3}"))
                .hasStatus(200);
        assertThat(available(operator)).isEqualByComparingTo("0");
        assertThat(available(other)).as("and the deposit of the lost dispute").isEqualByComparingTo("3.325");
    }

    @Test
    void withoutAResultTheEndDecidesAsEver() {
        UUID first = paidJob("4");
        run(first, first, 1);
        end(first, "FAILED", ada, "0");

        decide(first, "none", null);

        awaitStatus(first, "refunded");
    }

    @Test
    void theMoneyOfARunThatHasNotBegunIsNoOrphanWhileItsJobIsThere() {
        UUID first = paidJob("2");
        UUID second = Ids.next();
        UUID orphan = Ids.next();
        assertThat(hold(client, "2", List.of(second))).hasStatus(200);
        assertThat(hold(client, "2", List.of(orphan))).hasStatus(200);
        run(second, first, 2);
        run(orphan, Ids.next(), 2);
        jdbc.sql("update core.payment set created_at = now() - interval '1 hour' where payer = ?")
                .param(client)
                .update();

        sweep.sweep();

        assertThat(payments()).contains(first, second).doesNotContain(orphan);
        assertThat(balance(escrow)).isEqualByComparingTo("4");
        assertThat(available(client).add(balance(escrow))).isEqualByComparingTo("10");
    }

    /** The reader goes in order: once this is settled, so is all that ended before, if it is to be. */
    private void settleAnother() {
        UUID later = paidJob("1");
        end(later, "FAILED", ada, "0");
        awaitStatus(later, "refunded");
    }

    private List<UUID> payments() {
        return jdbc.sql("select job_id from core.payment where payer = ?")
                .param(client)
                .query(UUID.class)
                .list();
    }
}
