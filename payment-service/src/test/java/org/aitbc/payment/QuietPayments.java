package org.aitbc.payment;

import java.util.List;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.servicetest.Tokens;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One service for all property tests, whose books hold nothing but theirs. */
public final class QuietPayments {

    public static final ConfigurableApplicationContext CONTEXT = start();

    private QuietPayments() {}

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(PaymentApplication.class)
                .properties(
                        "spring.config.name=payment-service",
                        "AITBC_PAYMENT_PORT=0",
                        "AITBC_DB_URL=" + TestDatabase.create("quiet", List.of("core", "payment")),
                        "AITBC_DB_USER=postgres",
                        "AITBC_DB_PASSWORD=postgres",
                        "AITBC_TOKEN_SECRET=" + Tokens.SECRET)
                .run();
    }
}
