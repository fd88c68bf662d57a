package org.aitbc.shop;

import org.aitbc.servicetest.FakeMoney;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A service with all that the starter brings. */
@ServiceTest({
    "spring.application.name=shop",
    "spring.config.import=classpath:service-starter.yml",
    "aitbc.schema=shop",
    "aitbc.answers=true",
    "aitbc.deals.enabled=true",
    "aitbc.deals.interval=10ms",
    "aitbc.token.audience=shop"
})
public abstract class ShopTest extends ServiceHttp {

    @Autowired
    protected FakeMoney money;

    protected final String operator = someone("operator");

    @SpringBootApplication
    @EnableScheduling
    static class Service {

        @Bean
        FakeMoney fakeMoney() {
            return new FakeMoney();
        }
    }

    protected int purchases() {
        return jdbc.sql("select count(*) from shop.purchase where buyer = ?")
                .param(client)
                .query(Integer.class)
                .single();
    }
}
