package org.aitbc.market;

import java.util.stream.*;
import org.aitbc.market.fake.FakeJobs;
import org.aitbc.market.fake.MeterClock;
import org.aitbc.servicetest.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** What tests of this service share: the whole service on a real PostgreSQL, beside services that are in memory. */
@ServiceTest({
    "spring.config.name=marketplace-service",
    // what tests do themselves is not done beside them
    "aitbc.market.booking.sweep=1d",
    "aitbc.market.listing.every=1d",
    "aitbc.market.pricing.first-look=1d",
    "aitbc.market.price-index.look=1d",
    "aitbc.regions.probe=1d"
})
@Import({ClockAndMoney.class, MarketTest.Partners.class})
public abstract class MarketTest extends ServiceHttp {

    @Autowired
    protected FakeMoney money;

    @Autowired
    protected FakeJobs jobs;

    @Autowired
    protected TestClock clock;

    /** An operator of GPUs that no other test uses. */
    protected final String operator = someone("operator");

    @TestConfiguration(proxyBeanMethods = false)
    public static class Partners {

        @Bean
        MeterClock meterClock() {
            return new MeterClock();
        }

        @Bean
        @Primary
        FakeJobs fakeJobs() {
            return new FakeJobs();
        }
    }

    /** A worker as miner-service registers it, which was heard of just now. */
    protected String miner(String owner, String capabilities) {
        String miner = someone("miner");
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, ?::json, 1)")
                .params(miner, owner, capabilities)
                .update();
        jdbc.sql(
                        "insert into core.miner_beat (miner_id, last_seen, online, status, inflight) values (?, now(), true, 'ONLINE', 0)")
                .param(miner)
                .update();
        return miner;
    }

    protected String miner(String owner) {
        return miner(owner, "{}");
    }

    /** The capabilities of a worker that reports these GPUs, in the order of their slots. */
    protected static String gpus(String... models) {
        return Stream.of(models)
                .map("{\"name\": \"%s\"}"::formatted)
                .collect(Collectors.joining(", ", "{\"gpus\": [", "]}"));
    }
}
