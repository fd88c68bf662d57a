package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.ledger.Account;
import org.aitbc.starter.parameter.Parameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The replay of what the service itself settled. */
class FeeReplayTests extends EscrowTest {

    @Autowired
    private Parameters parameters;

    private void decide(String fee) {
        jdbc.sql("""
            insert into core.parameter_version (name, version, value, least, most, created_at, effective_at, cause)
            select 'payments.network_fee', coalesce(max(version), 0) + 1, ?, 0, 1, clock_timestamp() - interval '60 seconds', clock_timestamp(), 'proposal'
            from core.parameter_version where name = 'payments.network_fee'""").param(new BigDecimal(fee)).update();
        parameters.look();
    }

    private MvcTestResult replay(String caller, Role role, Instant from, @Nullable String fee, @Nullable String share) {
        Map<String, Object> wanted = new HashMap<>(Map.of("from", from.toString()));
        if (fee != null) {
            wanted.put("network_fee", new BigDecimal(fee));
        }
        if (share != null) {
            wanted.put("fee_share", new BigDecimal(share));
        }
        return as(caller, role, HttpMethod.POST, "/internal/payments/replay")
                .contentType(APPLICATION_JSON)
                .content(JSON.writeValueAsString(wanted))
                .exchange();
    }

    private void paid(String miner, String price) {
        UUID job = paidJob("4");
        end(job, "COMPLETED", miner, price);
        awaitStatus(job, "released");
    }

    private void canceled(String first, String second) {
        UUID job = paidJob("4");
        jdbc.sql("update core.job set payment_amount = 4 where id = ?")
                .param(job)
                .update();
        jdbc.sql("""
            insert into core.checkpoint (job_id, miner_id, attempt, share, started_at)
            values (:job, :first, 1, 0.25, now() - interval '50 s'), (:job, :second, 2, 1, now() - interval '20 s')""")
                .param("job", job)
                .param("first", first)
                .param("second", second)
                .update();
        end(job, "CANCELED", "nobody", "0");
        awaitStatus(job, "released");
    }

    private static JsonNode of(JsonNode page, String owner) {
        return page.path("owners")
                .valueStream()
                .filter(one -> one.path("owner").stringValue().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasSettledIsWhatTheValuesThatChangedMeanwhileMakeOfIt() {
        Instant from = jdbc.sql("select clock_timestamp()").query(Instant.class).single();
        String miner = miner(operator);
        String plain = someone("operator");
        String another = miner(plain);
        fund(client, "100");
        fund(client + "-staker", "100");
        assertThat(post(
                        client + "-staker",
                        "/v1/stake",
                        "{\"agent_wallet\": \"" + operator
                                + "\", \"amount\": 100, \"lock_period\": 30, \"auto_compound\": false}"))
                .hasStatusOk();
        paid(miner, "3.33333333");
        paid(another, "0.00000001");
        decide("0.0333");
        paid(miner, "3.99999999");
        canceled(miner, another);
        paid(another, "2.71828182");
        decide("0.025");
        paid(miner, "1.00000007");
        JsonNode page = read(replay("governance-service", Role.SERVICE, from, "0.01", "0.5"));
        assertThat(page.path("differences").size()).as("%s", page).isZero();
        assertThat(page.path("payments").intValue()).isEqualTo(6);
        assertThat(page.path("next").isNull()).isTrue();
        for (String owner : List.of(operator, plain)) {
            assertThat(of(page, owner).path("net").decimalValue()).isEqualByComparingTo(available(owner));
        }
        BigDecimal pool = balance(new Account(operator, AITBC, Account.Kind.POOL));
        assertThat(pool).isPositive();
        JsonNode staked = of(page, operator);
        assertThat(staked.path("pool").decimalValue()).isEqualByComparingTo(pool);
        assertThat(of(page, plain).path("new_pool").decimalValue()).isZero();
        BigDecimal due = staked.path("net")
                .decimalValue()
                .add(staked.path("pool").decimalValue())
                .add(staked.path("network").decimalValue());
        assertThat(due)
                .isEqualByComparingTo(new BigDecimal("3.33333333")
                        .add(new BigDecimal("3.99999999"))
                        .add(BigDecimal.ONE)
                        .add(new BigDecimal("1.00000007")));
        assertThat(staked.path("new_net").decimalValue())
                .isEqualByComparingTo(new BigDecimal("9.33333339").subtract(new BigDecimal("0.09333332")));
    }

    @Test
    void nobodyButServicesReplays() {
        assertThat(replay("admin", Role.ADMIN, Instant.EPOCH, "0.01", null)).hasStatus(403);
    }
}
