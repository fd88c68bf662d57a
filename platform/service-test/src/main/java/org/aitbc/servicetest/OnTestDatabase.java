package org.aitbc.servicetest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives a context a database of its own, and the secret of {@link Tokens}. */
public final class OnTestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> schemas = Stream.concat(
                        Stream.of("core"),
                        Optional.ofNullable(context.getEnvironment().getProperty("aitbc.schema")).stream())
                .toList();
        TestPropertyValues.of(
                        "AITBC_DB_URL=" + TestDatabase.create("context", schemas),
                        "AITBC_DB_USER=postgres",
                        "AITBC_DB_PASSWORD=postgres",
                        "AITBC_TOKEN_SECRET=" + Tokens.SECRET)
                .applyTo(context);
    }
}
