package org.aitbc.market.fake;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.ChainDirectory;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells of chains as explorer-service does: 1 and 10 have nodes and a bridge, 5 has a node alone, 137 has none. */
@Component
@Primary
public final class FakeChains implements ChainDirectory {

    private volatile boolean away;

    public void setAway(boolean now) {
        away = now;
    }

    @Override
    public List<Chain> chains() {
        check();
        return List.of(
                new Chain(1, "Ethereum Mainnet", "ETH", true),
                new Chain(10, "OP Mainnet", "ETH", true),
                new Chain(5, "Other", "OTH", true),
                new Chain(137, "Polygon", "POL", false));
    }

    @Override
    public List<Pool> pools() {
        check();
        BigDecimal rate = new BigDecimal("0.003");
        return List.of(new Pool(1, 10, rate), new Pool(10, 1, rate));
    }

    @Override
    public JsonNode statistics(int hours) {
        check();
        return new JsonMapper().createObjectNode().put("total_requests", 3);
    }

    private void check() {
        if (away) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "explorer-service cannot be reached at the moment");
        }
    }
}
