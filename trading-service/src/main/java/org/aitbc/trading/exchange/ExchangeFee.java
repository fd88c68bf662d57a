package org.aitbc.trading.exchange;

import java.math.BigDecimal;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.stereotype.Component;

/** The network's share of what is bought: as governance decided, or else {@code aitbc.exchange.fee}. */
@Component
class ExchangeFee {

    private final Supplier<BigDecimal> share;

    ExchangeFee(ExchangeSettings settings, Parameters parameters) {
        share = parameters.use(Parameter.EXCHANGE_FEE, settings.fee());
    }

    BigDecimal share() {
        return share.get();
    }
}
