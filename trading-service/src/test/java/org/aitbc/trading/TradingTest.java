package org.aitbc.trading;

import org.aitbc.servicetest.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * What tests of this service share: the whole service on a real PostgreSQL, beside services that are in memory. Those in the
 * package {@code fake} are components, which the service finds by itself.
 */
@ServiceTest({
    "spring.config.name=trading-service",
    // what tests do themselves is not done beside them
    "aitbc.trading.sweep=1d",
    "aitbc.trading.replay=1d",
    "aitbc.trading.exchange.look=1d",
    "aitbc.trading.exchange.late=1d",
    "aitbc.trading.settlement.look=1d",
    "aitbc.exchange.desk=" + TradingTest.DESK,
    "aitbc.exchange.chain=1",
    "aitbc.exchange.token=0x2260fac5e5542a773aa44fbcfedf7c193bc2c599"
})
@Import(ClockAndMoney.class)
public abstract class TradingTest extends ServiceHttp {

    /** Who sells AITBC. */
    protected static final String DESK = "desk";

    @Autowired
    protected FakeMoney money;

    @Autowired
    protected TestClock clock;

    /** Somebody who sells, whom no other test knows. */
    protected final String seller = someone("seller");
}
