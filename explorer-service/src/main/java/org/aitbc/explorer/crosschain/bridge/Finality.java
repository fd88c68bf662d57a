package org.aitbc.explorer.crosschain.bridge;

import java.time.Duration;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.crosschain.routing.Forecast;
import org.aitbc.explorer.crosschain.routing.Weather;
import org.springframework.stereotype.Component;

/** How long it takes until a transaction is final. */
@Component
class Finality {

    private final Forecast forecast;
    private final DevelopmentChains development;

    Finality(Forecast forecast, DevelopmentChains development) {
        this.forecast = forecast;
        this.development = development;
    }

    /** @throws org.aitbc.domain.error.Unavailable where the chain has no node, or it does not answer */
    Duration of(Chain chain) {
        return development.has(chain) ? Duration.ZERO : forecast.of(chain).finality(chain);
    }

    /** Where blocks come on demand, those of the past tell nothing, and there is one as soon as it is needed. */
    Duration of(Chain chain, Weather weather) {
        return development.has(chain) ? Duration.ZERO : weather.finality(chain);
    }
}
