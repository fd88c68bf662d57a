package org.aitbc.ai;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestConfiguration(proxyBeanMethods = false)
class EscrowsForTests {

    @Bean
    @Primary
    FakeEscrows fakeEscrows(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new FakeEscrows(jdbc, new TransactionTemplate(transactions));
    }
}
