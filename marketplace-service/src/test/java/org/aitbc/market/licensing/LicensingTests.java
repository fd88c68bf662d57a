package org.aitbc.market.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LicensingTests extends MarketTest {

    private static final String ROOT = "/v1/marketplace/enhanced";
    private static final String GLOBAL = "/v1/global-marketplace";
    private static final String NOTHING = "0".repeat(32);

    @BeforeEach
    void fund() {
        money.fund(client, "100");
    }

    private String offer(String specification) {
        return read(post(operator, GLOBAL + "/offers", """
                {"service_type": "model", "resource_specification": %s, "base_price": 10, "total_capacity": 10}""".formatted(specification)))
                .path("id")
                .stringValue();
    }

    private MvcTestResult admin(String path, String offer, String json) {
        return post("root", Role.ADMIN, ROOT + path + "?offer_id=" + offer, json);
    }

    private MvcTestResult buy(String offer, String more) {
        return post(client, GLOBAL + "/transactions", "{\"offer_id\": \"" + offer + "\", \"quantity\": 1" + more + "}");
    }

    private String confirmed(String offer) {
        String sale = read(buy(offer, "")).path("id").stringValue();
        read(post(client, GLOBAL + "/transactions/" + sale + "/confirm", ""));
        return sale;
    }

    private void awaitMoney(String owner, String amount) {
        await().untilAsserted(() -> assertThat(money.available(owner)).isEqualByComparingTo(amount));
    }

    @Test
    void royaltiesArePaidOutOfEachSale() {
        String author = someone("author");
        String editor = someone("editor");
        String offer = offer("{}");
        JsonNode said = read(admin("/royalties/distribution", offer, """
                {"tiers": {"primary": 20, "secondary": 5, "tertiary": 1.5}, "recipients": {"primary": "%s", "secondary": "%s"}}""".formatted(author, editor)));
        assertThat(said.at("/royalty_tiers/primary").decimalValue()).isEqualByComparingTo("20");
        assertThat(said.at("/tiers/secondary").decimalValue()).isEqualByComparingTo("5");
        assertThat(said.at("/recipients/tertiary").stringValue()).isEqualTo(operator);

        JsonNode would =
                read(as("root", Role.ADMIN, HttpMethod.GET, ROOT + "/royalty/calculate/" + offer + "?sale_amount=10")
                        .exchange());
        assertThat(would.path("primary").decimalValue()).isEqualByComparingTo("2");
        assertThat(would.path("tertiary").decimalValue()).isEqualByComparingTo("0.15");

        String sale = confirmed(offer);
        awaitMoney(author, "1.95");
        awaitMoney(editor, "0.4875");
        awaitMoney(operator, "7.3125");
        JsonNode was = read(post(
                "root",
                Role.ADMIN,
                ROOT + "/royalties/calculate?offer_id=" + offer + "&sale_amount=0&transaction_id=" + sale,
                ""));
        assertThat(was.path("primary").decimalValue()).isEqualByComparingTo("2");
    }

    @Test
    void royaltiesComeToNoMoreThanTheSale() {
        String author = someone("author");
        String editor = someone("editor");
        String offer = read(post(operator, GLOBAL + "/offers", """
                {"service_type": "model", "resource_specification": {}, "base_price": 0.00000003, "total_capacity": 1}""")).path("id").stringValue();
        read(admin("/royalties/distribution", offer, """
                {"tiers": {"primary": 50, "secondary": 50}, "recipients": {"primary": "%s", "secondary": "%s"}}""".formatted(author, editor)));

        confirmed(offer);

        // what cannot be halved is left to the seller
        awaitMoney(author, "0.00000001");
        awaitMoney(editor, "0.00000001");
        awaitMoney(operator, "0.00000001");
    }

    @Test
    void dynamicRoyaltiesFollowHowSalesWent() {
        String author = someone("author");
        String offer = offer("{}");
        read(admin("/royalty/create", offer, """
                {"tiers": {"primary": 50}, "dynamic_rates": true, "recipients": {"primary": "%s"}}""".formatted(author)));
        String sale = read(buy(offer, "")).path("id").stringValue();
        read(post(client, GLOBAL + "/transactions/" + sale + "/cancel", ""));
        confirmed(offer);
        // one of two went well, this one included
        awaitMoney(author, "2.4375");
    }

    @Test
    void royaltiesMustMakeSense() {
        String offer = offer("{}");
        for (String wrong : new String[] {
            "{}",
            "{\"tiers\": {}}",
            "{\"tiers\": {\"quaternary\": 1}}",
            "{\"tiers\": {\"primary\": 0}}",
            "{\"tiers\": {\"primary\": 60, \"secondary\": 41}}",
            "{\"tiers\": {\"primary\": 60}, \"recipients\": {\"secondary\": \"x\"}}",
            "{\"tiers\": {\"primary\": 60}, \"recipients\": {\"primary\": \"no such/name\"}}"
        }) {
            assertProblem(admin("/royalties/distribution", offer, wrong), 422, "VALIDATION_ERROR");
        }
        assertProblem(admin("/royalty/create", NOTHING, "{\"tiers\": {\"primary\": 1}}"), 404, "OFFER_NOT_FOUND");
        assertThat(post(client, ROOT + "/royalty/create?offer_id=" + offer, "{\"tiers\": {\"primary\": 1}}"))
                .hasStatus(403);
        JsonNode none =
                read(post("root", Role.ADMIN, ROOT + "/royalties/calculate?offer_id=" + offer + "&sale_amount=10", ""));
        assertThat(none.path("primary").isNull()).isTrue();
    }

    @Test
    void whatIsLicensedIsBoughtByHoldersAndByWhoAcceptsAnOpenLicence() {
        String offer = offer("{}");
        JsonNode closed = read(admin("/licenses/create", offer, """
                {"license_type": "research", "terms": {"years": 1}, "usage_rights": ["study"], "holders": ["somebody"]}"""));
        assertThat(closed.at("/terms/years").intValue()).isEqualTo(1);
        assertThat(closed.path("open").booleanValue()).isFalse();
        assertProblem(buy(offer, ""), 403, "LICENSE_REQUIRED");
        assertProblem(
                buy(offer, ", \"license_id\": \"" + closed.path("license_id").stringValue() + "\""),
                403,
                "LICENSE_REQUIRED");

        JsonNode open = read(admin("/license/create", offer, """
                {"license_type": "commercial", "terms": {}, "usage_rights": ["use", "sell"], "custom_terms": {"a": 1}}"""));
        assertProblem(buy(offer, ""), 403, "LICENSE_REQUIRED");
        read(buy(offer, ", \"license_id\": \"" + open.path("license_id").stringValue() + "\""));
        read(buy(offer, ""));
        assertThat(read(get(GLOBAL + "/offers/" + offer)).path("licenses")).hasSize(2);
        assertThat(money.available(client)).isEqualByComparingTo("80");
        assertProblem(admin("/license/create", offer, """
                {"license_type": "odd", "terms": {}, "usage_rights": []}"""), 422, "VALIDATION_ERROR");
        assertProblem(admin("/license/create", offer, "{}"), 422, "VALIDATION_ERROR");
    }

    private JsonNode verify(String offer, String type) {
        return read(admin("/verification/verify", offer, "{\"verification_type\": \"" + type + "\"}"));
    }

    private void ends(String job, String miner, String state, String result, double seconds) {
        ObjectNode receipt = JSON.createObjectNode().put("job_id", job);
        receipt.putObject("metadata").putObject("result").put("output", result);
        Receipts.signed(receipt, SigningKey.ofSeed("01".repeat(32)));
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, started_at, ended_at, receipt_id, receipt)
                        values (:job, :state, :miner, 1, now() - make_interval(secs => :seconds), now(), :id, :receipt::json)""")
                .param("job", Ids.parse(job))
                .param("state", state)
                .param("miner", miner)
                .param("seconds", seconds)
                .param("id", Ids.next())
                .param("receipt", state.equals("COMPLETED") ? receipt.toString() : null)
                .update();
    }

    @Test
    void aVerificationIsAJobOnTheSellersWorker() {
        String miner = miner(operator);
        String offer = offer("""
                {"check": {"payload": {"type": "inference", "prompt": "2+2"}, "expect": "4", "max_seconds": 10}}""");
        JsonNode asked = verify(offer, "comprehensive");
        assertThat(asked.path("status").stringValue()).isEqualTo("pending");
        String job = asked.path("job_id").stringValue();
        assertThat(jobs.order(Ids.parse(job)).constraints().miner()).isEqualTo(miner);
        assertThat(jobs.order(Ids.parse(job)).payload().path("prompt").stringValue())
                .isEqualTo("2+2");
        assertThat(verify(offer, "comprehensive").path("job_id").stringValue()).isEqualTo(job);

        ends(job, miner, "COMPLETED", "it is 4", 5);
        JsonNode done = verify(offer, "comprehensive");
        assertThat(done.path("status").stringValue()).isEqualTo("passed");
        assertThat(done.at("/checks/quality/score").doubleValue()).isEqualTo(1);
        assertThat(done.at("/checks/performance/status").stringValue()).isEqualTo("passed");
        assertThat(done.at("/checks/security/status").stringValue()).isEqualTo("unavailable");
        assertThat(done.at("/checks/compliance/status").stringValue()).isEqualTo("unavailable");
        String id = done.path("verification_id").stringValue();
        assertThat(read(as("root", Role.ADMIN, HttpMethod.GET, ROOT + "/verification/" + id)
                                .exchange())
                        .path("status")
                        .stringValue())
                .isEqualTo("passed");
        assertThat(verify(offer, "comprehensive").path("job_id").stringValue()).isNotEqualTo(job);
    }

    @Test
    void aVerificationFailsByAWrongOrSlowResult() {
        String miner = miner(operator);
        String offer = offer("{\"check\": {\"expect\": \"4\", \"max_seconds\": 10}}");
        String slow = verify(offer, "performance").path("job_id").stringValue();
        ends(slow, miner, "COMPLETED", "4", 20);
        JsonNode late = verify(offer, "performance");
        assertThat(late.path("status").stringValue()).isEqualTo("failed");
        assertThat(late.at("/checks/performance/score").doubleValue()).isEqualTo(0.5);
        assertThat(late.at("/checks/security/status").stringValue()).isEqualTo("not_asked");

        String failed = verify(offer, "comprehensive").path("job_id").stringValue();
        ends(failed, miner, "FAILED", "", 1);
        assertThat(verify(offer, "comprehensive").at("/checks/quality/status").stringValue())
                .isEqualTo("failed");

        jdbc.sql("update core.miner set public_key = 'k' where id = ?")
                .param(miner)
                .update();
        String unsigned = verify(offer, "security").path("job_id").stringValue();
        ends(unsigned, miner, "COMPLETED", "4", 1);
        assertThat(verify(offer, "security").at("/checks/security/status").stringValue())
                .isEqualTo("failed");
    }

    @Test
    void aVerificationTakesADayAtMost() {
        String miner = miner(operator);
        for (String most : new String[] {"9000000000000000000", "1e300"}) {
            String offer = offer("{\"check\": {\"expect\": \"4\", \"max_seconds\": " + most + "}}");
            String job = verify(offer, "performance").path("job_id").stringValue();
            ends(job, miner, "COMPLETED", "4", 43_200);
            assertThat(verify(offer, "performance").path("status").stringValue())
                    .isNotEqualTo("pending");
        }
    }

    @Test
    void whatCannotBeVerifiedSaysSo() {
        String offer = offer("{}");
        assertProblem(admin("/verification/verify", offer, "{}"), 409, "NO_WORKER");
        miner(operator);
        String job = verify(offer, "performance").path("job_id").stringValue();
        jdbc.sql("insert into core.outcome (job_id, state, attempt) values (?, 'EXPIRED', 0)")
                .param(Ids.parse(job))
                .update();
        assertThat(verify(offer, "performance").path("status").stringValue()).isEqualTo("unavailable");
        assertProblem(admin("/verification/verify", NOTHING, "{}"), 404, "OFFER_NOT_FOUND");
        assertProblem(
                admin("/verification/verify", offer, "{\"verification_type\": \"odd\"}"), 422, "VALIDATION_ERROR");
        assertProblem(
                as("root", Role.ADMIN, HttpMethod.GET, ROOT + "/verification/" + UUID.randomUUID())
                        .exchange(),
                404,
                "VERIFICATION_NOT_FOUND");
    }

    @Test
    void analyticsAreOfWhatWasSold() {
        JsonNode before = analytics("{}");
        String offer = offer("{}");
        confirmed(offer);
        JsonNode after = analytics("{\"period_days\": 7}");
        assertThat(after.path("period_days").intValue()).isEqualTo(7);
        assertThat(after.at("/metrics/revenue/total_revenue").decimalValue())
                .isGreaterThanOrEqualTo(before.at("/metrics/revenue/total_revenue")
                        .decimalValue()
                        .add(new BigDecimal("10")));
        assertThat(after.at("/metrics/volume/total_offers").intValue()).isPositive();
        assertThat(after.at("/metrics/performance/success_rate").doubleValue()).isPositive();
        JsonNode some = analytics("{\"metrics\": [\"revenue\"]}");
        assertThat(some.at("/metrics/volume").isNull()).isTrue();
        assertThat(read(as("root", Role.ADMIN, HttpMethod.GET, ROOT + "/analytics?period_days=1")
                                .exchange())
                        .at("/metrics/trends/price_trend")
                        .isString())
                .isTrue();
        assertProblem(
                post("root", Role.ADMIN, ROOT + "/analytics", "{\"metrics\": [\"odd\"]}"), 422, "VALIDATION_ERROR");
        assertThat(get(client, ROOT + "/analytics")).hasStatus(403);
    }

    private JsonNode analytics(String json) {
        return read(post("root", Role.ADMIN, ROOT + "/analytics", json));
    }

    @Test
    void healthIsMeasured() {
        confirmed(offer("{}"));
        JsonNode health = read(get(ROOT + "/health"));
        assertThat(health.at("/dependencies/database").stringValue()).isEqualTo("healthy");
        // there is no payment-service to be asked for its health here
        assertThat(health.at("/dependencies/payment_processor").stringValue()).isEqualTo("unavailable");
        assertThat(health.path("status").stringValue()).isEqualTo("degraded");
        assertThat(health.at("/system/memory_available_gb").doubleValue()).isPositive();
        assertThat(health.at("/capabilities/nft_20_standard").booleanValue()).isFalse();
        JsonNode deep = read(get(ROOT + "/health/deep"));
        assertThat(deep.at("/feature_tests/nft_minting/status").stringValue()).isEqualTo("unavailable");
        assertThat(deep.at("/feature_tests/royalty_calculation/calculation_time")
                        .stringValue())
                .endsWith(" ms");
        assertThat(deep.path("overall_health").stringValue()).isEqualTo("degraded");
    }
}
