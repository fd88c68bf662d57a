package org.aitbc.governance.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.identity.Role;
import org.aitbc.governance.GovernanceTest;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ProposalTests extends GovernanceTest {

    private static final String NETWORK = "@network";

    @Autowired
    private AdvanceProposals advanceProposals;

    private String funding(String recipient, String amount) {
        return """
                , "category": "funding", "execution_payload": {"amount": %s, "recipient": "%s"}""".formatted(amount, recipient);
    }

    private String fee(String value) {
        jdbc.sql("""
            insert into core.parameter_use (service, name, value, version)
            values ('payment-service', 'payments.network_fee', 0.025, 0) on conflict do nothing""").update();
        return """
                , "category": "parameter_change", "execution_payload": {"changes": [{"parameter": "payments.network_fee", "value": %s}]}""".formatted(value);
    }

    private long versions() {
        return jdbc.sql("select count(*) from core.parameter_version where name = 'payments.network_fee'")
                .query(Long.class)
                .single();
    }

    @Nested
    class Create {

        @Test
        void aProposalWaitsForItsVote() {
            String proposer = staker("100");
            JsonNode proposal = seen(proposal(proposer, ""));
            assertThat(proposal.path("status").stringValue()).isEqualTo("draft");
            assertThat(proposal.path("state").stringValue()).isEqualTo("pending");
            assertThat(proposal.path("proposer_id").stringValue()).isEqualTo(proposer);
            assertThat(proposal.path("snapshot_block").isNull()).isTrue();
            assertThat(proposal.path("category").stringValue()).isEqualTo("general");
            String state = proposal.path("proposal_id").stringValue();
            JsonNode listed = read(get("/v1/governance/proposals?state=pending&proposer_id=" + proposer));
            assertThat(listed.at("/items/0/proposal_id").stringValue()).isEqualTo(state);
        }

        @Test
        void whoHasTooLittlePowerOrIsAnotherIsRefused() {
            String text = "{\"title\": \"t\", \"description\": \"d\"}";
            assertProblem(propose(staker("99.99999999"), text), 403, "BELOW_THRESHOLD");
            assertProblem(
                    post(client, "/v1/governance/proposals?proposer_id=" + staker("100"), text), 403, "NOT_YOURSELF");
            stakes.away(true);
            assertProblem(propose(client, text), 503, "SERVICE_UNAVAILABLE");
        }

        @Test
        void theSameTwiceAndAFourthAreRefused() {
            String proposer = staker("100");
            String text = "{\"title\": \"%s\", \"description\": \"d\"}".formatted(someone("title"));
            assertThat(propose(proposer, text)).hasStatusOk();
            assertProblem(propose(staker("100"), text), 409, "DUPLICATE_PROPOSAL");
            proposal(proposer, "");
            proposal(proposer, "");
            assertProblem(propose(proposer, "{\"title\": \"t\", \"description\": \"d\"}"), 409, "TOO_MANY_OPEN");
        }

        @Test
        void membersOfAPayloadThatAreNullAreAsIfTheyWereNotThere() {
            String proposer = staker("100");
            String nulls = "\"amount\": null, \"add\": null";
            for (String members : List.of(
                    fee("0.02").replace("{\"changes\"", "{" + nulls + ", \"changes\""),
                    ", \"execution_payload\": {" + nulls + "}",
                    ", \"category\": \"council\", \"execution_payload\": {" + nulls + "}")) {
                assertThat(propose(
                                proposer,
                                "{\"title\": \"%s\", \"description\": \"d\"%s}".formatted(someone("title"), members)))
                        .hasStatusOk();
            }
        }

        @Test
        void payloadsAreOfTheirCategoryAndWithinBounds() {
            String proposer = staker("100");
            Map<String, String> refused = new LinkedHashMap<>();
            refused.put(fee("0.2"), "OUT_OF_BOUNDS");
            refused.put(fee("0.05"), "STEP_TOO_LARGE");
            refused.put(fee("0.02").replace("network_fee", "network_fees"), "UNKNOWN_PARAMETER");
            refused.put(fee("0.02").replace("parameter_change", "general"), "VALIDATION_ERROR");
            refused.put(funding(proposer, "-1"), "VALIDATION_ERROR");
            refused.put(funding(proposer, "10000000000"), "VALIDATION_ERROR");
            refused.put(funding(proposer, "1E+500000000"), "VALIDATION_ERROR");
            refused.put(funding(proposer, "1E-500000000"), "VALIDATION_ERROR");
            refused.put(funding("@network", "1"), "VALIDATION_ERROR");
            refused.put(", \"quorum_required\": 1E+2147483647", "VALIDATION_ERROR");
            refused.put(", \"category\": \"general\", \"execution_payload\": {\"x\": 1}", "VALIDATION_ERROR");
            refused.put(fee("null"), "VALIDATION_ERROR");
            refused.put(fee("1").replace(", \"value\": 1", ""), "VALIDATION_ERROR");
            refused.put(
                    ", \"category\": \"parameter\", \"execution_payload\": {\"changes\": [null]}", "VALIDATION_ERROR");
            refused.put(", \"voting_starts\": \"+1000000000-12-31T23:59:59Z\"", "VALIDATION_ERROR");
            refused.put(", \"voting_starts\": \"2400-01-01T00:00:00Z\"", "VALIDATION_ERROR");
            refused.put(", \"method\": \"ranked\", \"choices\": [\"one\"]", "VALIDATION_ERROR");
            refused.put(", \"voting_starts\": \"2026-01-01T00:00:00Z\"", "VALIDATION_ERROR");
            refused.forEach((members, code) -> {
                MvcTestResult answer = propose(proposer, "{\"title\": \"t\", \"description\": \"d\"" + members + "}");
                assertProblem(answer, 422, code);
            });
            assertProblem(
                    propose(
                            proposer,
                            "{\"title\": \"t\", \"description\": \"d\"" + funding("nobody-at-all", "1") + "}"),
                    404,
                    "PRINCIPAL_NOT_FOUND");
            assertInvalid(propose(proposer, "{\"title\": \"\", \"description\": \"d\"}"), "body.title");
        }
    }

    @Nested
    class Voting {

        @Test
        void powerIsTheStakeWhenTheVoteBegan() {
            String voter = staker("1000");
            String late = staker("5");
            String id = active(voter, "");
            stakes.stake(voter, "1");
            stakes.stake(late, "100000");
            JsonNode vote = read(vote(voter, id));
            assertThat(number(vote.path("voting_power_used"))).isEqualTo(number("1000"));
            assertThat(number(read(vote(late, id)).path("voting_power_used"))).isEqualTo(number("5"));
            JsonNode proposal = seen(id);
            assertThat(proposal.path("snapshot_block").longValue()).isEqualTo(2);
            assertThat(number(proposal.path("votes_for"))).isEqualTo(number("1005"));
            assertThat(number(proposal.path("total_power"))).isEqualTo(number("1005"));
            assertThat(number(proposal.path("quorum_required"))).isEqualTo(number("40.2"));
            assertThat(read(get("/v1/governance/proposals/" + id + "/votes")).size())
                    .isEqualTo(2);
            JsonNode own = read(get("/v1/governance/proposals/" + id + "/votes?voter_id=" + late));
            assertThat(own.valueStream().map(one -> one.path("voter_id").stringValue()))
                    .containsExactly(late);
        }

        @Test
        void aVoteIsCastOnceInTimeByWhoHasPower() {
            String voter = staker("100");
            String id = proposal(voter, "");
            assertProblem(vote(voter, id), 409, "NOT_ACTIVE");
            clock.forward(Duration.ofDays(2));
            process(id);
            assertProblem(vote(client, id), 403, "NO_POWER");
            assertProblem(
                    post(
                            client,
                            "/v1/governance/proposals/" + id + "/vote?voter_id=" + voter,
                            "{\"vote_type\": \"for\"}"),
                    403,
                    "NOT_YOURSELF");
            assertProblem(vote(voter, id, "{}"), 422, "INVALID_CHOICE");
            assertProblem(vote(voter, id, "{\"vote_type\": \"split\", \"split\": [1, 1, 1]}"), 422, "INVALID_CHOICE");
            for (String part : List.of("1E-500000000", "1E+2147483647", "0E+500000000", "-1", "0.000000001")) {
                String split = "{\"vote_type\": \"split\", \"split\": [%s, 1, 0]}".formatted(part);
                assertProblem(vote(voter, id, split), 422, "INVALID_CHOICE");
            }
            assertThat(vote(voter, id)).hasStatusOk();
            assertProblem(vote(voter, id), 409, "ALREADY_VOTED");
            clock.forward(Duration.ofDays(7));
            assertProblem(vote(staker("100"), id), 409, "NOT_ACTIVE");
        }

        @Test
        void whoVotesItselfTakesItsPartBackFromItsDelegate() {
            String delegator = staker("600");
            String delegate = staker("300");
            String profile = profile(delegator);
            profile(delegate);
            assertThat(post(
                            delegator,
                            "/v1/governance/profiles/" + profile + "/delegate",
                            "{\"delegatee_id\": \"" + delegate + "\"}"))
                    .hasStatusOk();
            String id = active(delegate, "");
            JsonNode vote = read(vote(delegate, id));
            assertThat(number(vote.path("voting_power_used"))).isEqualTo(number("900"));
            assertThat(number(vote.path("delegated_power_at_snapshot"))).isEqualTo(number("600"));
            assertThat(vote(delegator, id, "{\"vote_type\": \"against\"}")).hasStatusOk();
            JsonNode proposal = seen(id);
            assertThat(number(proposal.path("votes_for"))).isEqualTo(number("300"));
            assertThat(number(proposal.path("votes_against"))).isEqualTo(number("600"));
            JsonNode mine =
                    read(get("/v1/governance/proposals/" + id + "/votes")).path(1);
            assertThat(number(mine.path("voting_power_used"))).isEqualTo(number("300"));
        }

        private String profile(String principal) {
            return read(post(principal, "/v1/governance/profiles", "{\"user_id\": \"" + principal + "\"}"))
                    .path("profile_id")
                    .stringValue();
        }

        /** Random stakes, delegations, splits and orders of voting, beside a naive recount. */
        @Test
        void noPowerCountsTwiceAndTheTallyIsTheSumOfTheBallots() {
            Random random = new Random(7);
            for (int round = 0; round < 4; round++) {
                stakes.clear();
                List<String> people = new ArrayList<>();
                for (int i = 0; i < 7; i++) {
                    people.add(staker(Integer.toString(100 + random.nextInt(900)) + ".12345678"));
                }
                people.forEach(this::profile);
                for (String one : people) {
                    List<String> others = new ArrayList<>(people);
                    others.remove(one);
                    Collections.shuffle(others, random);
                    String lent = "[{\"delegate\": \"%s\", \"share\": 0.3333}, {\"delegate\": \"%s\", \"share\": 0.5}]"
                            .formatted(others.get(0), others.get(1));
                    assertThat(put(one, Role.CLIENT, "/v1/governance/profiles/" + profile(one) + "/delegations", lent))
                            .hasStatusOk();
                }
                String id = active(people.getFirst(), "");
                Collections.shuffle(people, random);
                for (String one : people.subList(0, 1 + random.nextInt(people.size()))) {
                    String kind = List.of(
                                    "\"for\"", "\"against\"", "\"split\", \"split\": [0.3, 0.33333333, 0.36666667]")
                            .get(random.nextInt(3));
                    assertThat(vote(one, id, "{\"vote_type\": " + kind + "}")).hasStatusOk();
                }
                JsonNode proposal = seen(id);
                BigDecimal tally = proposal.path("votes_for")
                        .decimalValue()
                        .add(proposal.path("votes_against").decimalValue())
                        .add(proposal.path("votes_abstain").decimalValue());
                BigDecimal ballots = read(get("/v1/governance/proposals/" + id + "/votes?limit=100"))
                        .valueStream()
                        .map(one -> one.path("voting_power_used").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(tally).isEqualByComparingTo(ballots).isEqualByComparingTo(recount(id));
                assertThat(tally)
                        .isLessThanOrEqualTo(proposal.path("total_power").decimalValue());
            }
        }

        /** Each stake once: by its owner if it voted, else as far as it is lent to voters. */
        private BigDecimal recount(String id) {
            return jdbc.sql("""
                with voters as (select voter_id from governance.vote where proposal_id = :id)
                select coalesce((select sum(power) from governance.power where proposal = :id and owner in (select * from voters)), 0)
                  + coalesce((select sum(power) from governance.power_delegation where proposal = :id
                              and delegate in (select * from voters) and delegator not in (select * from voters)), 0)""").param("id", id(id)).query(BigDecimal.class).single();
        }

        @Test
        void signalsAreBetweenChoices() {
            String voter = staker("100");
            String other = staker("60");
            String id = active(voter, ", \"method\": \"ranked\", \"choices\": [\"a\", \"b\", \"c\"]");
            assertProblem(vote(voter, id), 422, "INVALID_CHOICE");
            String weighed = active(voter, ", \"method\": \"weighted\", \"choices\": [\"a\", \"b\"]");
            for (String weight : List.of("1E-500000000", "0E+500000000", "1E+2147483647")) {
                assertProblem(vote(other, weighed, "{\"weights\": [1, " + weight + "]}"), 422, "INVALID_CHOICE");
            }
            assertThat(vote(voter, id, "{\"choices\": [2, 1]}")).hasStatusOk();
            assertThat(vote(other, id, "{\"choices\": [3]}")).hasStatusOk();
            JsonNode result = read(get("/v1/governance/proposals/" + id + "/result"));
            assertThat(result.path("winner").intValue()).isEqualTo(2);
            assertThat(result.path("sybil_resistant").booleanValue()).isTrue();
            assertThat(afterVote(id).path("state").stringValue()).isEqualTo("succeeded");
            assertProblem(get("/v1/governance/proposals/" + active(voter, "") + "/result"), 409, "NO_CHOICES");
        }

        @Test
        void aQuorumReachedInTheLastMomentExtendsTheVoteOnce() throws InterruptedException {
            List<String> voters = new ArrayList<>();
            for (int i = 0; i < 65; i++) {
                voters.add(staker("100"));
            }
            String id = active(voters.getFirst(), ", \"quorum_required\": 3200");
            clock.forward(Duration.ofDays(7).minusMinutes(10));
            String before = seen(id).path("voting_ends").stringValue();
            AtomicInteger next = new AtomicInteger();
            List<Integer> answers = atOnce(
                    64,
                    () -> vote(voters.get(next.getAndIncrement()), id)
                            .getResponse()
                            .getStatus());
            assertThat(answers).containsOnly(200);
            JsonNode proposal = seen(id);
            assertThat(proposal.path("voting_ends").stringValue()).isGreaterThan(before);
            assertThat(Instant.parse(proposal.path("voting_ends").stringValue()))
                    .isEqualTo(Instant.parse(proposal.path("extended_at").stringValue())
                            .plus(Duration.ofDays(1)));
            assertThat(jdbc.sql("select count(*) from core.outbox where event = 'governance.extended' and subject = ?")
                            .param(id(id))
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(number(proposal.path("votes_for"))).isEqualTo(number("6400"));
            clock.forward(Duration.ofHours(23));
            assertThat(vote(voters.getLast(), id)).hasStatusOk();
            assertThat(seen(id).path("voting_ends")).isEqualTo(proposal.path("voting_ends"));
        }
    }

    @Nested
    class Outcome {

        @Test
        void aTieOrTooFewDoNotPass() {
            String one = staker("100");
            String other = staker("100");
            String tie = active(one, "");
            vote(one, tie);
            vote(other, tie, "{\"vote_type\": \"against\"}");
            assertThat(afterVote(tie).path("status").stringValue()).isEqualTo("defeated");
            String against = active(one, ", \"quorum_required\": 150");
            vote(one, against);
            vote(other, against, "{\"vote_type\": \"against\"}");
            assertThat(afterVote(against).path("status").stringValue()).isEqualTo("defeated");
            String passed = active(one, "");
            vote(one, passed);
            vote(other, passed, "{\"vote_type\": \"abstain\"}");
            assertThat(afterVote(passed).path("status").stringValue()).isEqualTo("succeeded");
            assertProblem(execute(passed), 409, "NOT_QUEUED");
        }

        @Test
        void aSuccessThatExecutesNothingIsOver() {
            String voter = staker("100");
            String text = "{\"title\": \"%s\", \"description\": \"d\"}".formatted(someone("title"));
            String first = read(propose(voter, text)).path("proposal_id").stringValue();
            List<String> passed = List.of(first, proposal(voter, ""), proposal(voter, ""));
            clock.forward(Duration.ofDays(1).plusSeconds(1));
            passed.forEach(id -> {
                process(id);
                vote(voter, id);
            });
            clock.forward(Duration.ofDays(7).plusSeconds(1));
            passed.forEach(
                    id -> assertThat(process(id).path("state").stringValue()).isEqualTo("succeeded"));
            assertProblem(cancel(guardian(), first), 409, "NOT_OPEN");
            assertThat(propose(voter, text)).hasStatusOk();
        }

        @Test
        void anEmptySnapshotIsDefeatedAndALateOneLosesNoTime() {
            String proposer = staker("100");
            String id = proposal(proposer, "");
            stakes.away(true);
            clock.forward(Duration.ofDays(3));
            assertProblem(post("/v1/governance/proposals/" + id + "/process", "{}"), 503, "SERVICE_UNAVAILABLE");
            stakes.clear();
            JsonNode active = process(id);
            assertThat(active.path("state").stringValue()).isEqualTo("active");
            assertThat(Instant.parse(active.path("voting_ends").stringValue()))
                    .isAfterOrEqualTo(now().plus(Duration.ofDays(6)));
            assertThat(afterVote(id).path("state").stringValue()).isEqualTo("defeated");
        }

        @Test
        void aPassedChangeIsWrittenOnceAfterTheTimelock() throws InterruptedException {
            String voter = staker("1000");
            String id = active(voter, fee("0.02"));
            vote(voter, id);
            assertThat(afterVote(id).path("state").stringValue()).isEqualTo("queued");
            assertProblem(execute(id), 425, "TIMELOCK");
            long before = versions();
            clock.forward(Duration.ofDays(2).plusSeconds(1));
            assertProblem(
                    post(voter, "/v1/governance/proposals/" + id + "/execute?executor_id=" + voter, "{}"),
                    403,
                    "NOT_AN_EXECUTOR");
            List<Integer> answers = atOnce(8, () -> execute(id).getResponse().getStatus());
            assertThat(answers).contains(200).allMatch(status -> status == 200 || status == 409);
            assertThat(versions()).isEqualTo(before + 1);
            assertThat(seen(id).path("status").stringValue()).isEqualTo("executed");
            JsonNode parameter = read(get("/v1/governance/parameters/payments.network_fee/versions"))
                    .path(0);
            assertThat(number(parameter.path("value"))).isEqualTo(number("0.02"));
            assertThat(parameter.path("proposal").stringValue()).isEqualTo(id);
            assertThat(read(get("/v1/governance/parameters")).valueStream())
                    .anyMatch(one -> one.path("name").stringValue().equals("payments.network_fee")
                            && one.at("/next/value").decimalValue().compareTo(new BigDecimal("0.02")) == 0
                            && one.at("/services/0/service").stringValue().equals("payment-service"));
            assertProblem(get("/v1/governance/parameters/nothing/versions"), 404, "PARAMETER_NOT_FOUND");
        }

        @Test
        void aPassedFundingIsPaidExactlyOnceHoweverOftenAnswersAreLost() {
            String voter = staker("1000");
            String recipient = key(someone("recipient"), "client");
            money.fund(NETWORK, "500");
            BigDecimal treasury = money.available(NETWORK);
            String id = active(voter, funding(recipient, "120.5"));
            vote(voter, id);
            money.failNext(NETWORK, Failure.AFTER);
            clock.forward(Duration.ofDays(7).plusSeconds(1));
            assertProblem(post("/v1/governance/proposals/" + id + "/process", "{}"), 503, "SERVICE_UNAVAILABLE");
            assertThat(process(id).path("state").stringValue()).isEqualTo("queued");
            assertThat(money.held(NETWORK)).isEqualByComparingTo("120.5");
            clock.forward(Duration.ofDays(2).plusSeconds(1));
            money.failNext(NETWORK, Failure.BEFORE);
            assertProblem(execute(id), 503, "SERVICE_UNAVAILABLE");
            assertThat(seen(id).path("state").stringValue()).isEqualTo("queued");
            assertProblem(cancel(guardian(), id), 409, "EXECUTING");
            money.failNext(NETWORK, Failure.AFTER);
            assertProblem(execute(id), 503, "SERVICE_UNAVAILABLE");
            advanceProposals.sweep();
            assertThat(seen(id).path("state").stringValue()).isEqualTo("executed");
            assertProblem(execute(id), 409, "NOT_QUEUED");
            assertThat(money.available(recipient)).isEqualByComparingTo("120.5");
            assertThat(money.available(NETWORK)).isEqualByComparingTo(treasury.subtract(new BigDecimal("120.5")));
        }

        @Test
        void aFundingThatTheTreasuryCannotPayWaitsAndExpires() {
            String voter = staker("1000");
            String id = active(voter, funding(voter, "1000000000"));
            vote(voter, id);
            clock.forward(Duration.ofDays(7).plusSeconds(1));
            JsonNode waiting = process(id);
            assertThat(waiting.path("state").stringValue()).isEqualTo("succeeded");
            assertThat(waiting.path("execution_error").stringValue()).isEqualTo("TREASURY_TOO_SMALL");
            assertProblem(post("/v1/governance/proposals/" + "0".repeat(32) + "/process"), 404, "PROPOSAL_NOT_FOUND");
            clock.forward(Duration.ofDays(15));
            assertThat(process(id).path("state").stringValue()).isEqualTo("expired");
            assertThat(seen(id).path("status").stringValue()).isEqualTo("cancelled");
            assertThat(money.held(NETWORK)).isZero();
        }

        @Test
        void guardiansCancelAnythingAndTheMoneyGoesBack() {
            String voter = staker("1000");
            money.fund(NETWORK, "50");
            BigDecimal treasury = money.available(NETWORK);
            String guardian = guardian();
            String id = active(voter, funding(voter, "50"));
            vote(voter, id);
            afterVote(id);
            assertThat(money.held(NETWORK)).isEqualByComparingTo("50");
            assertProblem(cancel(voter, id), 403, "NOT_A_GUARDIAN");
            assertThat(read(cancel(guardian, id)).path("status").stringValue()).isEqualTo("cancelled");
            process(id);
            assertThat(money.available(NETWORK)).isEqualByComparingTo(treasury);
            clock.forward(Duration.ofDays(3));
            assertProblem(execute(id), 409, "NOT_QUEUED");
            assertProblem(cancel(guardian, id), 409, "NOT_OPEN");
            assertThat(cancel(voter, proposal(voter, ""))).hasStatusOk();
        }

        private MvcTestResult cancel(String principal, String id) {
            return post(principal, "/v1/governance/proposals/" + id + "/cancel", "{}");
        }

        private String guardian() {
            String one = key(someone("guardian"), "client");
            MvcTestResult named = asAdmin("/v1/governance/guardian", "{\"members\": [\"" + one + "\"]}");
            if (named.getResponse().getStatus() == 200) {
                assertProblem(
                        asAdmin("/v1/governance/guardian", "{\"members\": [\"" + one + "\"]}"), 409, "COUNCIL_EXISTS");
                return one;
            }
            jdbc.sql(
                            "insert into governance.council_member (council, principal) select id, ? from governance.council where kind = 'guardian'")
                    .param(one)
                    .update();
            return one;
        }

        @Test
        void aChangeIsExecutedThatNamesACurrencyWithoutNeed() {
            String voter = staker("1000");
            String id = active(voter, fee("0.02").replace("{\"changes\"", "{\"currency\": \"AITBC\", \"changes\""));
            vote(voter, id);
            afterVote(id);
            clock.forward(Duration.ofDays(2).plusSeconds(1));
            assertThat(execute(id)).hasStatusOk();
        }

        @Test
        void aProposalChangesTheMembersOfACouncil() {
            String voter = staker("1000");
            guardian();
            String council = jdbc.sql(
                            "select replace(id::text, '-', '') from governance.council where kind = 'guardian'")
                    .query(String.class)
                    .single();
            String elected = key(someone("elected"), "client");
            String id = active(voter, """
                    , "category": "member_election", "execution_payload": {"council_id": "%s", "add": ["%s"], "currency": "AITBC"}""".formatted(council, elected));
            vote(voter, id);
            afterVote(id);
            clock.forward(Duration.ofDays(2).plusSeconds(1));
            assertThat(execute(id)).hasStatusOk();
            assertThat(cancel(elected, proposal(voter, ""))).hasStatusOk();
        }
    }

    @Test
    void whatIsVotedOnStaysWhatItIs() {
        String voter = staker("1000");
        String id = active(voter, "");
        vote(voter, id);
        for (String change : List.of(
                "update governance.proposal set title = 'x' where id = ?",
                "update governance.proposal set quorum_required = 0 where id = ?",
                "update governance.vote set power = 1 where proposal_id = ?",
                "delete from governance.power where proposal = ?")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> jdbc.sql(change).param(id(id)).update());
        }
        assertProblem(get("/v1/governance/proposals/" + "0".repeat(32)), 404, "PROPOSAL_NOT_FOUND");
    }
}
