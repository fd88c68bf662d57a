package org.aitbc.servicetest;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points a context at the {@link TestDatabase} and at the secret of {@link Tokens}. */
public final class OnTestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "AITBC_DB_URL=" + TestDatabase.url(),
                        "AITBC_DB_USER=postgres",
                        "AITBC_DB_PASSWORD=postgres",
                        "AITBC_TOKEN_SECRET=" + Tokens.SECRET)
                .applyTo(context);
    }
}
