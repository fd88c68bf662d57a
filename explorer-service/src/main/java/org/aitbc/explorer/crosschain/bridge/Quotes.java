package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.crosschain.routing.Forecast;
import org.aitbc.explorer.crosschain.routing.Weather;
import org.aitbc.explorer.sending.Priority;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.stereotype.Component;

/** Tells what a swap would cost and take. */
@Component
class Quotes {

    /** Gas of the contract's calls, rounded up: a lock writes seven words, a claim sends coins on. */
    private static final BigInteger LOCK_GAS = BigInteger.valueOf(200_000);

    private static final BigInteger CLAIM_GAS = BigInteger.valueOf(80_000);

    private final Forecast forecast;
    private final Finality finality;
    private final Supplier<BigDecimal> bridgeFee;

    Quotes(Forecast forecast, Finality finality, BridgeSettings settings, Parameters parameters) {
        this.forecast = forecast;
        this.finality = finality;
        this.bridgeFee = parameters.use(Parameter.BRIDGE_FEE, settings.bridgeFee());
    }

    /** @throws org.aitbc.domain.error.Unavailable where one of the chains has no node, or it does not answer */
    Quote of(Pair pair, BigInteger units, int decimals) {
        Weather there = forecast.of(pair.target());
        Weather here = forecast.of(pair.source());
        BigInteger share = new BigDecimal(units)
                .multiply(bridgeFee.get())
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        BigInteger networkFee = pair.networkFee() == null
                ? gas(here, there)
                : pair.networkFee()
                        .movePointRight(decimals)
                        .setScale(0, RoundingMode.CEILING)
                        .toBigIntegerExact();
        return new Quote(
                share,
                networkFee,
                finality.of(pair.source(), here)
                        .plus(finality.of(pair.target(), there))
                        .multipliedBy(2));
    }

    /** What the suite may have to offer for its lock and its claim on the chain where it delivers. */
    BigInteger gasThere(Chain target) {
        return forecast.of(target).market().fees(Priority.MEDIUM).max().multiply(LOCK_GAS.add(CLAIM_GAS));
    }

    private static BigInteger gas(Weather here, Weather there) {
        return there.market()
                .price(Priority.MEDIUM)
                .multiply(LOCK_GAS.add(CLAIM_GAS))
                .add(here.market().price(Priority.MEDIUM).multiply(CLAIM_GAS));
    }
}
