package org.aitbc.endtoend;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do on the market of the shared suite; their workers end with each test. */
@ExtendWith(SharedSuite.class)
abstract class MarketStory {

    final RunningSuite suite;
    final RunningMarket market;

    MarketStory(RunningSuite suite) {
        this.suite = suite;
        market = new RunningMarket(suite);
    }

    @AfterEach
    void close() {
        market.close();
    }
}
