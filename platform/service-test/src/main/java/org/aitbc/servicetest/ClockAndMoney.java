package org.aitbc.servicetest;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A clock that tests hold, and money in memory: what tests of a service that makes deals import. */
@TestConfiguration(proxyBeanMethods = false)
public class ClockAndMoney {

    @Bean
    @Primary
    TestClock testClock(JdbcClient jdbc) {
        return new TestClock(jdbc);
    }

    @Bean
    @Primary
    FakeMoney fakeMoney() {
        return new FakeMoney();
    }
}
