package org.aitbc.governance.council;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.identity.Role;
import org.aitbc.governance.GovernanceTest;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CouncilTests extends GovernanceTest {

    private static final String BASE = "/v1/governance-enhanced/";

    private final String region = someone("r").substring(0, 20);
    private final String one = someone("one");
    private final String two = someone("two");
    private final String three = someone("three");
    private final String recipient = someone("recipient");

    @Autowired
    private ManageAllocations manageAllocations;

    @BeforeEach
    void people() {
        List.of(one, two, three, recipient).forEach(name -> key(name, "client"));
        money.fund("@network", "1000");
    }

    private MvcTestResult found(String budget, String jurisdiction) {
        return asAdmin(
                BASE + "regional-councils?region=" + region + "&council_name=first&jurisdiction=" + jurisdiction
                        + "&budget_allocation=" + budget,
                "[\"%s\", \"%s\", \"%s\"]".formatted(one, two, three));
    }

    private String council(String budget) {
        String id = read(found(budget, "GLOBAL")).at("/council/council_id").stringValue();
        stakes.know("@council." + id);
        // decisions are sent in the background
        await().until(() -> money.available("@council." + id).compareTo(number(budget)) == 0);
        return id;
    }

    private MvcTestResult allocate(String approver, String council, String amount) {
        return post(approver, allocation(approver, council, amount), "{}");
    }

    private String allocation(String approver, String council, String amount) {
        return BASE + "treasury/allocate?council_id=" + council + "&amount=" + amount
                + "&purpose=servers&recipient_address=" + recipient + "&approver_address=" + approver;
    }

    private MvcTestResult allocateOnce(String approver, String council, String amount) {
        return as(approver, Role.CLIENT, HttpMethod.POST, allocation(approver, council, amount))
                .header("Idempotency-Key", "key")
                .exchange();
    }

    private MvcTestResult propose(String proposer, String council, String type, String amount) {
        return post(
                proposer,
                BASE + "regional-proposals?council_id=" + council + "&title=" + someone("t")
                        + "&description=d&proposal_type=" + type + "&amount_requested=" + amount + "&proposer_address="
                        + proposer,
                "{}");
    }

    private MvcTestResult voteAs(String voter, String proposal) {
        return post(
                voter,
                BASE + "regional-proposals/" + proposal + "/vote?voter_address=" + voter
                        + "&vote_type=for&voting_power=1000000",
                "{}");
    }

    @Nested
    class Found {

        @Test
        void aCouncilIsFoundedWithMoneyOfTheTreasury() {
            var before = money.available("@network");
            String id = council("300");
            assertThat(money.available("@network")).isEqualByComparingTo(before.subtract(number("300")));
            JsonNode council =
                    read(get(BASE + "regional-councils?region=" + region)).path(0);
            assertThat(council.path("council_id").stringValue()).isEqualTo(id);
            assertThat(number(council.path("balance"))).isEqualTo(number("300"));
            assertThat(number(council.path("budget_spent"))).isZero();
            assertThat(council.path("approvals_required").intValue()).isEqualTo(2);
            stakes.away(true);
            assertThat(read(get(BASE + "regional-councils?region=" + region))
                            .at("/0/balance")
                            .isNull())
                    .isTrue();
        }

        @Test
        void itsBudgetIsThereWithTheAnswer() {
            JsonNode council = read(found("300", "GLOBAL")).path("council");
            String id = council.path("council_id").stringValue();
            assertThat(money.available("@council." + id)).isEqualByComparingTo("300");
            stakes.know("@council." + id);
            assertThat(allocate(one, id, "120")).hasStatusOk();
            await().until(() -> jdbc.sql("select state = 'settled' from governance.hold where id = ?::uuid")
                    .param(id)
                    .query(Boolean.class)
                    .single());
        }

        @Test
        void whatCannotBeFoundedCostsNothing() {
            var before = money.available("@network");
            assertProblem(found("100000000", "GLOBAL"), 402, "TREASURY_TOO_SMALL");
            assertProblem(found("1", "NOWHERE"), 404, "JURISDICTION_NOT_FOUND");
            assertThat(found("-1", "GLOBAL")).hasStatus(422);
            assertThat(found("0", "GLOBAL")).hasStatusOk();
            assertProblem(found("1", "GLOBAL"), 409, "COUNCIL_EXISTS");
            await().until(() -> money.available("@network").compareTo(before) == 0);
            // the guardians' name, which a council of a region does not take from them
            assertThat(asAdmin(
                            BASE
                                    + "regional-councils?region=global&council_name=guardian&jurisdiction=GLOBAL&budget_allocation=0",
                            "[\"" + one + "\"]"))
                    .hasStatusOk();
            assertThat(asAdmin("/v1/governance/guardian", "{\"members\": [\"" + one + "\"]}")
                            .getResponse()
                            .getStatus())
                    .isIn(200, 409);
            assertThat(jdbc.sql("select count(*) from governance.council where kind = 'guardian'")
                            .query(Long.class)
                            .single())
                    .isOne();
            assertThat(read(get(BASE + "regional-councils?region=global")).size())
                    .isOne();
            assertThat(post(
                            client,
                            BASE + "regional-councils?region=x&council_name=x&jurisdiction=x&budget_allocation=1",
                            "[]"))
                    .hasStatus(403);
        }

        @Test
        void membersMeetWhatTheJurisdictionAsksFor() {
            String code = "T-" + region.substring(2, 12).toUpperCase(Locale.ROOT);
            assertThat(put(admin, Role.ADMIN, BASE + "jurisdictions/" + code, """
                    {"name": "Test", "region": "test", "kyc_required": true, "aml_required": false, "tax_reporting": false,
                     "minimum_stake": 10, "gdpr_compliance": true}"""))
                    .hasStatusOk();
            assertThat(put(client, Role.CLIENT, BASE + "jurisdictions/" + code, "{}"))
                    .hasStatus(403);
            assertProblem(found("0", code), 403, "NOT_COMPLIANT");
            for (String member : List.of(one, two, three)) {
                stakes.stake(member, "10");
                JsonNode missing = read(get(member, BASE + "compliance/check/" + member + "?jurisdiction=" + code));
                assertThat(missing.path("compliance_level").stringValue()).isEqualTo("partial");
                assertThat(missing.at("/restrictions/0").stringValue()).isEqualTo("vote_in_council");
                assertThat(asAdmin(BASE + "compliance/attestations", """
                        {"subject": "%s", "jurisdiction": "%s", "kind": "kyc", "evidence_hash": "%s", "valid_until": "2100-01-01T00:00:00Z"}""".formatted(member, code, "ab".repeat(32))))
                        .hasStatusOk();
            }
            assertThat(found("0", code)).hasStatusOk();
            JsonNode met = read(get(one, BASE + "compliance/check/" + one + "?jurisdiction=" + code));
            assertThat(met.path("is_compliant").booleanValue()).isTrue();
            assertThat(met.path("next_review_date").stringValue()).startsWith("2100");
            assertProblem(get(two, BASE + "compliance/check/" + one + "?jurisdiction=" + code), 403, "NOT_YOURSELF");
            assertThat(read(get(BASE + "jurisdictions")).valueStream())
                    .anyMatch(two -> two.path("code").stringValue().equals(code)
                            && two.path("supported_councils").size() == 1);
        }
    }

    @Nested
    class Allocate {

        @Test
        void theMajoritysApprovalPaysOnce() throws InterruptedException {
            String council = council("300");
            JsonNode first = read(allocate(one, council, "120")).path("allocation");
            assertThat(first.path("status").stringValue()).isEqualTo("proposed");
            assertThat(read(allocate(one, council, "120"))
                            .at("/allocation/approvals")
                            .intValue())
                    .isEqualTo(1);
            assertThat(money.available(recipient)).isZero();
            AtomicInteger next = new AtomicInteger();
            atOnce(2, () -> allocate(next.getAndIncrement() == 0 ? two : three, council, "120"));
            assertThat(money.available(recipient)).isEqualByComparingTo("120");
            assertThat(money.available("@council." + council)).isEqualByComparingTo("180");
            JsonNode paid = read(get(BASE + "treasury/allocations?council_id=" + council));
            assertThat(paid.valueStream()
                            .filter(each -> each.path("status").stringValue().equals("paid")))
                    .hasSize(1);
            assertThat(number(read(get(BASE + "regional-councils?region=" + region))
                            .at("/0/budget_spent")))
                    .isEqualTo(number("120"));
        }

        @Test
        void aCouncilNeverPaysMoreThanItHasAndOnlyItsMembersDecide() {
            String council = council("100");
            assertProblem(allocate(one, council, "100.00000001"), 402, "TREASURY_TOO_SMALL");
            assertProblem(allocate(recipient, council, "1"), 403, "NOT_A_MEMBER");
            assertProblem(allocate(one, "0".repeat(32), "1"), 404, "COUNCIL_NOT_FOUND");
            allocate(one, council, "60");
            allocate(two, council, "60.00000000");
            allocate(one, council, "41").getResponse();
            assertThat(money.available("@council." + council)).isEqualByComparingTo("40");
            assertThat(money.available(recipient)).isEqualByComparingTo("60");
        }

        @Test
        void aRepeatedOrLateApprovalPaysNothingAgain() {
            String council = council("300");
            allocate(one, council, "200");
            JsonNode paid = read(allocate(two, council, "200")).path("allocation");
            assertThat(paid.path("status").stringValue()).isEqualTo("paid");
            for (String member : List.of(two, three, one)) {
                assertThat(read(allocate(member, council, "200.0")).path("allocation"))
                        .isEqualTo(paid);
            }
            assertThat(money.available(recipient)).isEqualByComparingTo("200");
            assertThat(read(get(BASE + "treasury/allocations?council_id=" + council))
                            .size())
                    .isEqualTo(1);
            String another = allocation(one, council, "50").replace("servers", "desks");
            assertThat(read(post(one, another, "{}")).at("/allocation/status").stringValue())
                    .isEqualTo("proposed");
        }

        @Test
        void aRequestIsAnsweredOnceByItsKey() {
            String council = council("100");
            String first = read(allocateOnce(one, council, "50"))
                    .at("/allocation/allocation_id")
                    .stringValue();
            assertProblem(allocateOnce(one, council, "60"), 422, "IDEMPOTENCY_KEY_REUSED");
            clock.forward(Duration.ofDays(31));
            manageAllocations.sweep();
            JsonNode again = read(allocateOnce(one, council, "50")).path("allocation");
            assertThat(again.path("allocation_id").stringValue()).isEqualTo(first);
            assertThat(again.path("status").stringValue()).isEqualTo("refused");
        }

        @Test
        void theApprovalOfAFormerMemberDoesNotCount() {
            String council = council("100");
            allocate(one, council, "50");
            jdbc.sql("update governance.council_member set until = now() where council = ? and principal = ?")
                    .params(id(council), one)
                    .update();
            JsonNode approved = read(allocate(two, council, "50")).path("allocation");
            assertThat(approved.path("status").stringValue()).isEqualTo("proposed");
            assertThat(approved.path("approvals").intValue()).isEqualTo(1);
            assertThat(money.available(recipient)).isZero();
            assertThat(read(allocate(three, council, "50"))
                            .at("/allocation/status")
                            .stringValue())
                    .isEqualTo("paid");
        }

        @Test
        void anAnswerThatIsLostPaysNothingTwice() {
            String council = council("100");
            allocate(one, council, "50");
            money.failNext("@council." + council, Failure.AFTER);
            assertProblem(allocate(two, council, "50"), 503, "SERVICE_UNAVAILABLE");
            manageAllocations.sweep();
            manageAllocations.sweep();
            assertThat(money.available(recipient)).isEqualByComparingTo("50");
            assertThat(money.available("@council." + council)).isEqualByComparingTo("50");
        }

        @Test
        void whatCannotBePaidAnyMoreIsRefusedAndHoldsNoMoney() {
            String council = council("100");
            allocate(one, council, "60");
            money.failNext("@council." + council, Failure.BEFORE);
            assertProblem(allocate(two, council, "60"), 503, "SERVICE_UNAVAILABLE");
            allocate(one, council, "50");
            assertThat(allocate(two, council, "50")).hasStatusOk();
            manageAllocations.sweep();
            assertThat(money.held("@council." + council)).isZero();
            assertThat(money.available("@council." + council)).isEqualByComparingTo("50");
            assertThat(read(get(BASE + "treasury/allocations?council_id=" + council))
                            .at("/1/status")
                            .stringValue())
                    .isEqualTo("refused");
        }

        @Test
        void whatHasNoMajorityInThirtyDaysIsRefused() {
            String council = council("100");
            allocate(one, council, "50");
            clock.forward(Duration.ofDays(31));
            manageAllocations.sweep();
            assertThat(read(get(BASE + "treasury/allocations?council_id=" + council))
                            .at("/0/status")
                            .stringValue())
                    .isEqualTo("refused");
        }
    }

    @Nested
    class Propose {

        @Test
        void eachMemberHasOneVoteAndTheVoteEndsOnceItIsDecided() {
            String council = council("100");
            JsonNode proposal = read(propose(one, council, "funding", "30")).path("proposal");
            String id = proposal.path("proposal_id").stringValue();
            assertThat(proposal.path("status").stringValue()).isEqualTo("active");
            assertThat(number(proposal.path("quorum_required"))).isEqualTo(number("2"));
            JsonNode vote = read(voteAs(one, id)).path("vote");
            assertThat(number(vote.path("voting_power_used"))).isEqualTo(number("1"));
            assertThat(voteAs(two, id)).hasStatusOk();
            assertProblem(voteAs(three, id), 409, "NOT_ACTIVE");
            assertThat(process(id).path("state").stringValue()).isEqualTo("queued");
            clock.forward(Duration.ofDays(2).plusSeconds(1));
            assertThat(process(id).path("state").stringValue()).isEqualTo("executed");
            assertThat(money.available(one)).isEqualByComparingTo("30");
            assertThat(money.available("@council." + council)).isEqualByComparingTo("70");
        }

        @Test
        void strangersAndSumsBeyondTheBalanceAreRefused() {
            String council = council("100");
            assertProblem(propose(recipient, council, "general", "0"), 403, "NOT_A_MEMBER");
            assertProblem(propose(one, council, "funding", "101"), 402, "TREASURY_TOO_SMALL");
            assertProblem(propose(one, council, "parameter", "0"), 422, "VALIDATION_ERROR");
            assertProblem(propose(one, council, "general", "5"), 422, "VALIDATION_ERROR");
            String id = read(propose(one, council, "general", "0"))
                    .at("/proposal/proposal_id")
                    .stringValue();
            assertProblem(voteAs(recipient, id), 403, "NOT_A_MEMBER");
            voteAs(one, id);
            voteAs(two, id);
            assertThat(process(id).path("state").stringValue()).isEqualTo("succeeded");
        }
    }

    @Test
    void treasuriesAreToldByTheLedger() {
        String council = council("100");
        JsonNode balance = read(get(BASE + "treasury/balance?region=" + region));
        assertThat(number(balance.path("allocated_funds"))).isEqualTo(number("100"));
        assertThat(number(balance.path("total_balance")))
                .isEqualTo(number(balance.path("available_funds"))
                        .add(number("100"))
                        .stripTrailingZeros());
        assertThat(read(get(BASE + "treasury/transactions?region=" + region))
                        .at("/0/owner")
                        .stringValue())
                .isEqualTo("@council." + council);
        stakes.away(true);
        assertProblem(get(BASE + "treasury/balance"), 503, "SERVICE_UNAVAILABLE");
    }
}
