package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class FundingTests extends MinerTest {

    @Autowired
    private LeaseSweep sweep;

    @Autowired
    private Leases leases;

    private final String miner = someMiner();
    private final Instant begin = Instant.now();

    @BeforeEach
    void aMiner() {
        register(miner, 2, "{\"price\":0.05}");
    }

    @Test
    void aBudgetBoundsTheLeaseByWhatASecondCosts() {
        UUID job = queue(null);
        escrow(job, "0.4");

        JsonNode assigned = pollJob(miner);

        assertThat(time(assigned, "funded_until"))
                .isBetween(begin.plusSeconds(20), Instant.now().plusSeconds(20));
        assertThat(assigned.path("lease_expires_at")).isEqualTo(assigned.path("funded_until"));
    }

    @Test
    void whereTheMinersOwnPriceHoldsItBoundsTheLease() {
        UUID job = queue(null, mostPaid("0.08"), 900);
        escrow(job, "0.4");

        assertThat(time(pollJob(miner), "funded_until"))
                .isBetween(begin.plusSeconds(8), Instant.now().plusSeconds(8));
    }

    @Test
    void aLargeBudgetLeavesTheLeaseItsUsualTime() {
        UUID job = queue(null);
        escrow(job, "4");
        beat(miner);

        JsonNode assigned = pollJob(miner);

        assertThat(time(assigned, "funded_until"))
                .isBetween(begin.plusSeconds(200), Instant.now().plusSeconds(200));
        assertThat(time(assigned, "lease_expires_at"))
                .isBetween(begin.plusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void noRenewalPassesTheEndOfTheMoney() {
        UUID job = queue(null);
        escrow(job, "0.4");
        JsonNode assigned = pollJob(miner);

        assertThat(beat(miner, assigned).path("commands")).isEmpty();

        assertThat(isTrue("until = funded_until", job)).isTrue();
    }

    @Test
    void aJobWithAFixedPriceIsNotBoundByItsMoney() {
        UUID job = queue(null);
        fixPrice(job, "0.4");
        escrow(job, "0.4");

        JsonNode assigned = pollJob(miner);

        assertThat(assigned.path("funded_until").isNull()).isTrue();
        assertThat(isTrue("funded_until is null and until > now() + interval '30 s'", job))
                .isTrue();
        assertThat(json(result(ALICE, assigned, "{}")).at("/receipt/price").decimalValue())
                .isEqualByComparingTo("0.4");
    }

    @Test
    void moneyThatWentBackBoundsNothing() {
        UUID job = queue(null);
        escrow(job, "0.4");
        jdbc.sql("update core.payment set status = 'refunded', refunded = amount, settled_at = now() where job_id = ?")
                .param(job)
                .update();

        assertThat(pollJob(miner).path("funded_until").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1e-12"})
    void whatCostsNothingOrNextToNothingIsNotBound(String price) {
        String cheap = someMiner();
        register(cheap, 1, "{\"price\":" + price + "}");
        UUID job = queue(null, mostPaid("0.08"), 900);
        escrow(job, "100000000");

        JsonNode assigned = pollJob(cheap);

        assertThat(assigned.path("funded_until").isNull()).isTrue();
        assertThat(json(result(ALICE, assigned, "{}")).at("/receipt/price").decimalValue())
                .isLessThan(new BigDecimal("0.000001"));
    }

    @Test
    void thePriceOnTheReceiptIsAtMostTheBudget() {
        assertThat(priceOfAResult(false)).isEqualByComparingTo("0.00000001");
    }

    @Test
    void theBudgetIsAlsoKnownToAnInstanceThatReadsTheLease() {
        assertThat(priceOfAResult(true)).isEqualByComparingTo("0.00000001");
    }

    @Test
    void whenTheMoneyIsUsedUpTheJobHasFailedForGood() {
        UUID job = queue(null);
        escrow(job, "0.4");
        JsonNode assigned = pollJob(miner);
        useUp(job);

        assertRefused(result(ALICE, assigned, "{}"), 409, "LEASE_NOT_HELD");
        assertThat(beat(miner, assigned).at("/commands/0/type").stringValue()).isEqualTo("cancel");
        sweep.sweep();

        assertThat(outcome(job)).isEqualTo("FAILED BUDGET_EXHAUSTED");
        assertThat(events(job)).containsExactly("job.failed");
        assertThat(poll(miner, 0)).hasStatus(204);
        assertRefused(result(ALICE, assigned, "{}"), 409, "LEASE_NOT_HELD");
        assertRefused(fail(assigned, true), 409, "LEASE_NOT_HELD");
    }

    @Test
    void whenItsMinerStartsAnewTheJobHasFailedAllTheSame() {
        UUID job = queue(null);
        escrow(job, "0.4");
        pollJob(miner);
        useUp(job);

        register(miner, 2, "{}");

        assertThat(outcome(job)).isEqualTo("FAILED BUDGET_EXHAUSTED");
    }

    @Test
    void aLeaseThatLapsedBeforeItsMoneyWasUsedUpIsAnotherAttempt() {
        UUID job = queue(null);
        escrow(job, "0.4");
        pollJob(miner);
        jdbc.sql("update core.lease set until = now() - interval '5 s', funded_until = now() - interval '1 s'")
                .update();

        sweep.sweep();

        assertThat(state(job)).isEqualTo("QUEUED");
    }

    @Test
    void aMinerThatGivesUpWithMoneyLeftLeavesAnotherAttempt() {
        UUID job = queue(null);
        escrow(job, "0.4");
        pollJob(miner);

        register(miner, 2, "{}");

        assertThat(state(job)).isEqualTo("QUEUED");
        assertThat(time(pollJob(miner), "funded_until"))
                .isBetween(begin.plusSeconds(20), Instant.now().plusSeconds(20));
    }

    /** Of a job that costs more than is held for it, while its lease holds. */
    private BigDecimal priceOfAResult(boolean forgotten) {
        UUID job = queue(null, mostPaid("0.08"), 900);
        escrow(job, "0.00000001");
        JsonNode assigned = pollJob(miner);
        jdbc.sql(
                        "update core.lease set until = now() + interval '60 s', funded_until = now() + interval '60 s' where job_id = ?")
                .param(job)
                .update();
        if (forgotten) {
            leases.ended(job, Ids.parse(assigned.path("lease_id").stringValue()));
        }
        JsonNode receipt = json(result(ALICE, assigned, "{}")).path("receipt");
        assertThat(receipt.path("unit_price").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(jdbc.sql("select price from core.outcome where job_id = ?")
                        .param(job)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo(receipt.path("price").decimalValue());
        return receipt.path("price").decimalValue();
    }

    private void useUp(UUID job) {
        jdbc.sql(
                        "update core.lease set until = now() - interval '1 s', funded_until = now() - interval '1 s' where job_id = ?")
                .param(job)
                .update();
    }

    private boolean isTrue(String condition, UUID job) {
        return jdbc.sql("select " + condition + " from core.lease where job_id = ?")
                .param(job)
                .query(Boolean.class)
                .single();
    }

    private static Constraints mostPaid(String price) {
        return new Constraints(null, null, null, null, null, new BigDecimal(price), null, null, null);
    }

    private static Instant time(JsonNode assigned, String field) {
        return Instant.parse(assigned.path(field).stringValue());
    }
}
