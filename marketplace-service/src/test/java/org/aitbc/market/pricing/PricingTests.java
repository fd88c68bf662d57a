package org.aitbc.market.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class PricingTests extends MarketTest {

    @Autowired
    private PriceSampler sampler;

    private final String model = someone("model");

    private UUID gpu(String price) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, claimed, model, memory_gb, price_per_hour, min_hours, max_hours, region)
                        values (?, ?, ?, false, ?, 24, ?, 1, 24, ?)""")
                .params(id, operator, miner(operator), model, new BigDecimal(price), model)
                .update();
        return id;
    }

    private void book(UUID gpu) {
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                        values (?, ?, ?, ?, 'on_demand', 2, 'AITBC', tstzrange(now() - interval '1 min', now() + interval '1 h'), 'active')""").params(Ids.next(), gpu, client, operator).update();
    }

    private final Instant now = Instant.now();

    private void sample(UUID gpu, int hoursAgo, String price) {
        jdbc.sql("""
                        insert into marketplace.price_sample values (?, date_trunc('hour', ?::timestamptz) - make_interval(hours => ?), ?, 0.5, 0.5, 0.5, 1, null)""")
                .params(gpu, now.toString(), hoursAgo, new BigDecimal(price))
                .update();
    }

    private JsonNode dynamic(UUID gpu, String query) {
        return read(get("/v1/pricing/dynamic/gpu/" + Ids.text(gpu) + query));
    }

    private static void assertPrice(JsonNode price, String expected) {
        assertThat(price.decimalValue()).isEqualByComparingTo(expected);
    }

    @Test
    void servicesAreToldWhatGpusCostWhenTheyWereSeenLast() {
        UUID first = gpu("2");
        UUID second = gpu("2");
        sample(first, 3, "2.5");
        sample(second, 3, "1.5");
        sample(first, 1, "4");

        JsonNode last = read(price(model.substring(2).toUpperCase(Locale.ROOT), now));
        assertPrice(last.path("price_per_hour"), "4");
        assertThat(last.path("gpus").intValue()).isOne();

        JsonNode before = read(price(model, now.minus(2, ChronoUnit.HOURS)));
        assertPrice(before.path("price_per_hour"), "2");
        assertPrice(before.path("lowest_per_hour"), "1.5");
        assertThat(before.path("currency").stringValue()).isEqualTo("AITBC");
        assertThat(before.path("gpus").intValue()).isEqualTo(2);
        assertThat(Instant.parse(before.path("hour").stringValue()))
                .isEqualTo(now.truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS));

        assertThat(price(model + "&min_memory_gb=24&region=" + model, now)).hasStatusOk();
        assertProblem(price(model + "&min_memory_gb=25", now), 404, "NO_MARKET_DATA");
        assertProblem(price(model + "&region=elsewhere", now), 404, "NO_MARKET_DATA");
        assertProblem(price(model, now.minus(2, ChronoUnit.DAYS)), 404, "NO_MARKET_DATA");
        assertThat(get("/internal/market-prices?at=" + now)).hasStatus(401);
        assertThat(get(client, "/internal/market-prices?at=" + now)).hasStatus(403);
    }

    private MvcTestResult price(String gpu, Instant at) {
        return as("ai-service", Role.SERVICE, HttpMethod.GET, "/internal/market-prices?gpu=" + gpu + "&at=" + at)
                .exchange();
    }

    @Test
    void aPriceFollowsWhatIsBooked() {
        UUID first = gpu("2");
        UUID second = gpu("2");
        JsonNode idle = dynamic(first, "?strategy=market_balance&region=" + model);
        assertPrice(idle.path("current_price"), "2");
        assertPrice(idle.path("recommended_price"), "1.5");
        assertThat(idle.path("strategy_used").stringValue()).isEqualTo("market_balance");

        book(first);
        book(second);

        JsonNode busy = dynamic(first, "?strategy=market_balance");
        assertPrice(busy.path("recommended_price"), "2.5");
        assertThat(busy.path("factors_exposed").path("utilization_rate").doubleValue())
                .isEqualTo(1);
        assertPrice(busy.path("current_price"), "2");
    }

    @Test
    void withAStrategyTheMarketsPriceIsWhatABookingCosts() {
        UUID gpu = gpu("2");
        String path = "/v1/pricing/strategy/" + operator;
        assertProblem(get(path), 404, "NO_STRATEGY_FOUND_FOR_PROVIDER");
        assertProblem(post(client, path, "{\"strategy\": \"market_balance\"}"), 403, "NOT_YOUR_PRICES");
        assertProblem(post(operator, path, """
                        {"strategy": "market_balance", "constraints": {"min_price": 3, "max_price": 3}}"""), 422, "VALIDATION_ERROR");
        assertThat(post(operator, path, "{\"strategy\": \"by_dice\"}")).hasStatus(422);

        read(post(operator, path, """
                {"strategy": "market_balance", "constraints": {"min_price": 1.8}}"""));

        assertThat(read(get(path)).path("strategy").stringValue()).isEqualTo("market_balance");
        assertPrice(dynamic(gpu, "").path("current_price"), "1.8");
    }

    @Test
    void ownersAreSetTogetherEachForItself() {
        JsonNode answer = read(post(operator, "/v1/pricing/bulk-update", """
                {"updates": [{"provider_id": "%s", "strategy": "premium_pricing"}, {"provider_id": "other", "strategy": "premium_pricing"}]}""".formatted(operator)));
        assertThat(answer.path("success_count").intValue()).isEqualTo(1);
        assertThat(answer.path("error_count").intValue()).isEqualTo(1);
        assertThat(read(get("/v1/pricing/strategy/" + operator))
                        .path("strategy")
                        .stringValue())
                .isEqualTo("premium_pricing");

        String another = someone("owner");
        JsonNode dry = read(post("root", Role.ADMIN, "/v1/pricing/bulk-update", """
                {"dry_run": true, "updates": [{"provider_id": "%s", "strategy": "premium_pricing"}]}""".formatted(another)));
        assertThat(dry.path("success_count").intValue()).isEqualTo(1);
        assertProblem(get("/v1/pricing/strategy/" + another), 404, "NO_STRATEGY_FOUND_FOR_PROVIDER");
    }

    @Test
    void historyIsWhatWasSeen() {
        UUID gpu = gpu("2");
        sample(gpu, 3, "2");
        sample(gpu, 2, "4");
        sample(gpu, 24 * 10, "100");
        JsonNode week = read(get("/v1/pricing/history/" + Ids.text(gpu)));
        assertThat(week.path("data_points")).hasSize(2);
        assertPrice(week.path("statistics").path("average_price"), "3");
        assertPrice(week.path("statistics").path("max_price"), "4");
        assertThat(week.path("statistics").path("total_changes").intValue()).isEqualTo(1);
        assertThat(read(get("/v1/pricing/history/" + Ids.text(gpu) + "?period=30d"))
                        .path("data_points"))
                .hasSize(3);
        assertThat(get("/v1/pricing/history/" + Ids.text(gpu) + "?period=2d")).hasStatus(422);
    }

    @Test
    void theMarketIsLookedAtByItself() {
        UUID gpu = gpu("2");
        sampler.sample();
        sampler.sample();
        await().untilAsserted(() -> assertThat(
                        read(get("/v1/pricing/history/" + Ids.text(gpu))).path("data_points"))
                .hasSize(1));
        assertThat(read(get("/v1/pricing/health")).path("status").stringValue()).isEqualTo("healthy");
    }

    @Test
    void whatIsKeptIsWhatEachCosts() {
        UUID booked = gpu("2");
        UUID cheap = gpu("1");
        UUID anywhere = gpu("4");
        jdbc.sql("update marketplace.gpu set region = null where id = ?")
                .param(anywhere)
                .update();
        read(post(operator, "/v1/pricing/strategy/" + operator, "{\"strategy\": \"market_balance\"}"));
        book(booked);
        sampler.sample();
        Stream.of(booked, cheap, anywhere).forEach(gpu -> {
            JsonNode kept = read(get("/v1/pricing/history/" + Ids.text(gpu)))
                    .path("data_points")
                    .get(0);
            assertPrice(
                    kept.path("price"),
                    dynamic(gpu, "").path("current_price").decimalValue().toPlainString());
            assertThat(kept.path("strategy_used").stringValue()).isEqualTo("market_balance");
        });
        assertThat(jdbc.sql(
                                "select utilisation from marketplace.price_sample where gpu_id in (?, ?) order by utilisation")
                        .params(booked, anywhere)
                        .query(BigDecimal.class)
                        .list())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("0.3333"), new BigDecimal("0.5"));
    }

    @Test
    void aForecastSaysHowGoodItsKindWas() {
        UUID gpu = gpu("2");
        assertProblem(get("/v1/pricing/forecast/gpu/" + Ids.text(gpu)), 404, "NO_MARKET_DATA");
        for (int hour = 1; hour <= 12; hour++) {
            sample(gpu, hour, "2");
        }
        JsonNode forecast = read(get("/v1/pricing/forecast/gpu/" + Ids.text(gpu) + "?hours=3"));
        assertThat(forecast.path("time_points")).hasSize(3);
        assertPrice(forecast.path("time_points").path(2).path("price"), "2");
        assertThat(forecast.path("accuracy_score").doubleValue()).isEqualTo(1);
        assertThat(forecast.path("observations").intValue()).isEqualTo(12);
        assertProblem(get("/v1/pricing/forecast/storage/" + Ids.text(gpu)), 404, "NO_MARKET_DATA");
    }

    @Test
    void aRegionsMarketIsAnalysed() {
        book(gpu("1"));
        gpu("3");
        JsonNode market = read(get("/v1/pricing/market-analysis?region=" + model));
        assertPrice(market.path("current_conditions").path("average_price"), "2");
        assertThat(market.path("current_conditions").path("utilization_rate").doubleValue())
                .isEqualTo(0.5);
        assertThat(market.path("competitor_analysis").path("competitor_count").intValue())
                .isEqualTo(1);
        assertProblem(get("/v1/pricing/market-analysis?region=nowhere"), 404, "NO_MARKET_DATA");
    }

    @Test
    void ownersAreToldWhatIsFarFromTheMarket() {
        gpu("2");
        JsonNode advice = read(get("/v1/pricing/recommendations/" + operator));
        assertThat(advice).hasSize(1);
        assertThat(advice.path(0).path("type").stringValue()).isEqualTo("price_decrease");
        assertThat(read(get("/v1/pricing/recommendations/" + someone("nobody"))))
                .isEmpty();
    }

    @Test
    void aModelsPricesAreSideBySide() {
        gpu("2");
        gpu("4");
        read(post(operator, "/v1/pricing/strategy/" + operator, "{\"strategy\": \"market_balance\"}"));
        JsonNode pricing = read(get("/v1/marketplace/pricing/" + model));
        assertPrice(pricing.path("static_pricing").path("average_price"), "3");
        assertThat(pricing.path("static_pricing").path("available_gpus").intValue())
                .isEqualTo(2);
        assertThat(pricing.path("individual_gpu_pricing")).hasSize(2);
        assertThat(pricing.path("price_comparison")
                        .path("gpus_with_price_decrease")
                        .intValue())
                .isEqualTo(2);
        assertProblem(get("/v1/marketplace/pricing/" + someone("none")), 404, "NO_GPUS_FOUND_FOR_MODEL");
    }

    @Test
    void strategiesSayTheirFigures() {
        assertThat(read(get("/v1/pricing/strategies/available")))
                .hasSize(7)
                .allSatisfy(strategy -> assertThat(strategy.path("parameters")
                                .path("base_multiplier")
                                .doubleValue())
                        .isPositive());
    }
}
