package org.aitbc.governance.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.MoneyHolds.*;
import org.aitbc.governance.GovernanceTest;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProposalStateTests extends GovernanceTest {

    private static final String NETWORK = "@network";
    /** What one event may make of a state. */
    private static final Map<String, Set<String>> NEXT = Map.of(
            "pending", Set.of("active", "canceled"),
            "active", Set.of("defeated", "succeeded", "queued", "canceled"),
            "succeeded", Set.of("queued", "expired", "canceled"),
            "queued", Set.of("executed", "expired", "canceled"));

    @Autowired
    private AdvanceProposals advanceProposals;

    /** @param kind general, parameter or funding */
    private record Made(String id, String kind, String proposer, String recipient) {}

    @Test
    void randomEventsKeepToTheStatesAndExecuteAtMostOnce() {
        money.fund(NETWORK, "10000");
        String guardian = guardian();
        for (long seed = 1; seed <= Seeds.count(3, 100); seed++) {
            clock.run();
            stakes.clear();
            Random random = new Random(seed);
            BigDecimal held = money.held(NETWORK);
            List<String> voters = List.of(staker("1000"), staker("700"), staker("400"));
            List<Made> all = new ArrayList<>();
            Map<String, String> states = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                if (all.size() < 5 && random.nextInt(3) == 0) {
                    all.add(made(random, voters.get(all.size() % 3)));
                    states.put(all.getLast().id, "pending");
                }
                if (!all.isEmpty()) {
                    happen(random, all.get(random.nextInt(all.size())), voters, guardian);
                    all.forEach(one -> follow(one, states));
                }
            }
            useUpFailures();
            for (int i = 0; i < 4; i++) {
                clock.forward(Duration.ofDays(16));
                advanceProposals.sweep();
                all.forEach(one -> follow(one, states));
            }
            assertThat(states.values()).as("seed %d", seed).doesNotContain("pending", "active", "queued");
            assertThat(money.held(NETWORK)).as("seed %d", seed).isEqualByComparingTo(held);
        }
    }

    private void useUpFailures() {
        Order order = new Order(Ids.next(), "governance.fund", "r", NETWORK, BigDecimal.ONE, "AITBC");
        for (int i = 0; i < 2; i++) {
            try {
                money.hold(order);
            } catch (Unavailable _) {
                // that was it
            }
        }
        money.settle(new Decision(order.id(), "governance.fund", List.of()));
    }

    private Made made(Random random, String proposer) {
        String recipient = key(someone("recipient"), "client");
        return switch (random.nextInt(3)) {
            case 0 -> new Made(proposal(proposer, ""), "general", proposer, recipient);
            case 1 -> {
                jdbc.sql("""
                    insert into core.parameter_use (service, name, value, version)
                    values ('marketplace-service', 'bounty.success_fee', 0.02, 0) on conflict do nothing""").update();
                yield new Made(proposal(proposer, """
                    , "category": "parameter", "execution_payload":
                      {"changes": [{"parameter": "bounty.success_fee", "value": 0.02}], "trial_days": 1}"""), "parameter", proposer, recipient);
            }
            default -> new Made(proposal(proposer, """
                    , "category": "funding", "execution_payload": {"amount": 7, "recipient": "%s"}""".formatted(recipient)), "funding", proposer, recipient);
        };
    }

    /** Whatever is refused is refused. */
    private void happen(Random random, Made one, List<String> voters, String guardian) {
        String path = "/v1/governance/proposals/" + one.id;
        switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                vote(
                        voters.get(random.nextInt(3)),
                        one.id,
                        "{\"vote_type\": \""
                                + List.of("for", "for", "for", "against").get(random.nextInt(4)) + "\"}");
            case 3 -> post(path + "/process");
            case 4, 5 -> execute(one.id);
            case 6 -> post(random.nextInt(4) == 0 ? guardian : one.proposer, path + "/cancel", "{}");
            case 7 -> {
                money.failNext(NETWORK, random.nextBoolean() ? Failure.BEFORE : Failure.AFTER);
                advanceProposals.sweep();
            }
            default -> {
                clock.forward(Duration.ofHours(random.nextInt(60)));
                advanceProposals.sweep();
            }
        }
    }

    private void follow(Made one, Map<String, String> states) {
        String before = Objects.requireNonNull(states.get(one.id));
        String state = seen(one.id).path("state").stringValue();
        if (!state.equals(before)) {
            assertThat(NEXT.getOrDefault(before, Set.of()))
                    .as(one.kind + " was " + before)
                    .contains(state);
            states.put(one.id, state);
        }
        boolean executed = state.equals("executed");
        assertThat(jdbc.sql("select count(*) from core.parameter_version where proposal = ?")
                        .param(id(one.id))
                        .query(Integer.class)
                        .single())
                .isEqualTo(executed && one.kind.equals("parameter") ? 1 : 0);
        BigDecimal paid = money.available(one.recipient);
        assertThat(paid).isIn(BigDecimal.ZERO, BigDecimal.valueOf(7));
        // an answer that is lost leaves it queued, and paid
        assertThat(paid.signum() == 0 || executed || state.equals("queued")).isTrue();
        assertThat(!executed || !one.kind.equals("funding") || paid.signum() > 0)
                .isTrue();
    }
}
