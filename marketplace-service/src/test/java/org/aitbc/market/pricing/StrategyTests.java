package org.aitbc.market.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StrategyTests {

    private static final BigDecimal TWO = new BigDecimal("2");

    private static MarketState market(int available, int booked, int requests, String average) {
        return new MarketState(
                null,
                null,
                available + booked,
                available,
                booked,
                requests,
                new BigDecimal(average),
                0,
                null,
                null,
                1,
                24);
    }

    private static BigDecimal price(Strategy strategy, MarketState market) {
        return strategy.price(TWO, market, null, null).price();
    }

    @Test
    void aBusyMarketCostsMoreThanAnIdleOne() {
        assertThat(price(Strategy.MARKET_BALANCE, market(0, 4, 4, "2"))).isEqualByComparingTo("2.5");
        assertThat(price(Strategy.MARKET_BALANCE, market(2, 2, 2, "2"))).isEqualByComparingTo("2");
        assertThat(price(Strategy.MARKET_BALANCE, market(4, 0, 0, "2"))).isEqualByComparingTo("1.5");
    }

    @Test
    void whoFollowsOthersGoesWhereTheyAre() {
        assertThat(price(Strategy.COMPETITIVE_RESPONSE, market(2, 2, 2, "1.8"))).isEqualByComparingTo("1.8032");
    }

    @Property
    void aPriceNeverLeavesItsBounds(
            @ForAll Strategy strategy,
            @ForAll @IntRange(max = 50) int available,
            @ForAll @IntRange(max = 50) int booked,
            @ForAll @IntRange(max = 500) int requests,
            @ForAll @BigRange(min = "0.01", max = "1000") BigDecimal average,
            @ForAll @BigRange(min = "0.01", max = "1000") BigDecimal listed) {
        BigDecimal least = new BigDecimal("0.5");
        BigDecimal most = new BigDecimal("100");
        MarketState market = market(available, booked, requests, average.toPlainString());
        double change = strategy.parameters().maxPriceChangePercent() / 100;

        BigDecimal free = strategy.price(listed, market, null, null).price();
        assertThat(free.doubleValue())
                .isBetween(listed.doubleValue() * (1 - change) - 1e-6, listed.doubleValue() * (1 + change) + 1e-6);
        assertThat(strategy.price(listed, market, least, most).price()).isBetween(least, most);
    }

    @Property
    void moreDemandNeverMakesItCheaper(
            @ForAll Strategy strategy,
            @ForAll @IntRange(max = 50) int available,
            @ForAll @IntRange(max = 50) int booked,
            @ForAll @IntRange(max = 100) int requests) {
        assertThat(price(strategy, market(available, booked, requests + 1, "2")))
                .isGreaterThanOrEqualTo(price(strategy, market(available, booked, requests, "2")));
    }

    @Test
    void aSteadyPriceIsForecastExactlyAndARisingOneRises() {
        assertThat(Forecast.of(new double[] {3, 3, 3, 3}).ahead(24)).isEqualTo(3);
        assertThat(Forecast.error(new double[] {3, 3, 3, 3, 3, 3}, 1)).isZero();
        assertThat(Forecast.of(new double[] {1, 2, 3, 4, 5, 6}).ahead(1)).isGreaterThan(5);
        assertThat(Forecast.error(new double[] {3, 3}, 24)).isNaN();
        assertThat(Forecast.error(new double[] {4, 4, 4, 4, 5, 4}, 1)).isCloseTo(0.168125, within(1e-9));
    }
}
