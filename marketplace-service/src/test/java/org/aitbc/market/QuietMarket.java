package org.aitbc.market;

import java.util.List;
import org.aitbc.servicetest.ClockAndMoney;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.servicetest.Tokens;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One service for all property tests: nobody sweeps but the test, and money moves at once. */
public final class QuietMarket {

    public static final ConfigurableApplicationContext CONTEXT = start();

    private QuietMarket() {}

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(MarketApplication.class, ClockAndMoney.class, MarketTest.Partners.class)
                .properties(
                        "spring.config.name=marketplace-service",
                        "aitbc.market.booking.sweep=1d",
                        "aitbc.market.booking.prepaid=3h",
                        "aitbc.market.auction.look=1d",
                        "aitbc.deals.interval=10ms",
                        "AITBC_MARKETPLACE_PORT=0",
                        "AITBC_DB_URL=" + TestDatabase.create("quiet", List.of("core", "marketplace")),
                        "AITBC_DB_USER=postgres",
                        "AITBC_DB_PASSWORD=postgres",
                        "AITBC_TOKEN_SECRET=" + Tokens.SECRET)
                .run();
    }
}
