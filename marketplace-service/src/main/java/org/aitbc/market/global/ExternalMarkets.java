package org.aitbc.market.global;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aitbc.domain.error.Unavailable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The other markets by configuration. */
@Component
class ExternalMarkets {

    private final Map<String, ExternalMarket> markets = new TreeMap<>();
    private final GlobalSettings settings;

    ExternalMarkets(GlobalSettings settings, JsonMapper json) {
        this.settings = settings;
        settings.external().forEach((name, known) -> markets.put(name, new SuiteMarket(known, json)));
    }

    Set<String> names() {
        return markets.keySet();
    }

    /** @throws Unavailable when none is configured under this name */
    ExternalMarket require(String name) {
        ExternalMarket market = markets.get(name);
        if (market == null) {
            throw new Unavailable("EXTERNAL_MARKET_NOT_CONFIGURED", "no market of this name is configured");
        }
        return market;
    }

    /** The principal here who is paid for what is bought there. */
    String account(String name) {
        GlobalSettings.External known = settings.external().get(name);
        return known == null ? name : known.account();
    }
}
