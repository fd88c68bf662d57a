package org.aitbc.servicetest;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Notes each Spring application that a test starts; {@code spring.factories} names it. */
final class CountedContexts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestEvents.append("context " + TestDatabase.module());
    }
}
