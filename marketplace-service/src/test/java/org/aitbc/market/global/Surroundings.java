package org.aitbc.market.global;

import org.aitbc.market.fake.FakeChains;
import org.aitbc.market.fake.FakeSuite;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What the global market has around it in tests; found by the scan, so that all tests share it. */
@Configuration(proxyBeanMethods = false)
class Surroundings {

    @Bean
    @Primary
    FakeChains fakeChains() {
        return new FakeChains();
    }

    @Bean
    FakeSuite fakeSuite() {
        return new FakeSuite();
    }

    @Bean
    DynamicPropertyRegistrar otherSuite(FakeSuite suite) {
        return registry -> {
            registry.add("aitbc.global-marketplace.external.other.url", suite::url);
            registry.add("aitbc.global-marketplace.external.other.key", () -> FakeSuite.KEY);
            registry.add("aitbc.global-marketplace.external.other.account", () -> "account-of-other");
        };
    }
}
