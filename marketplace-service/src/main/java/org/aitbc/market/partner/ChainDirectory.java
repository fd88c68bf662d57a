package org.aitbc.market.partner;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import tools.jackson.databind.JsonNode;

/** What explorer-service tells of chains and of the bridge between them. */
@HttpExchange
public interface ChainDirectory {

    /** @throws org.aitbc.domain.error.Unavailable when explorer-service cannot be reached */
    @GetExchange("/v1/cross-chain/chains/supported")
    List<Chain> chains();

    /** @throws org.aitbc.domain.error.Unavailable when explorer-service cannot be reached */
    @GetExchange("/v1/cross-chain/bridge/liquidity-pools")
    List<Pool> pools();

    /** @throws org.aitbc.domain.error.Unavailable when explorer-service cannot be reached */
    @GetExchange("/v1/cross-chain/bridge/statistics")
    JsonNode statistics(@RequestParam("time_period_hours") int hours);

    /** @param available whether a node is configured for it */
    record Chain(long chainId, String name, String symbol, boolean available) {}

    /** @param feeRate the share of what is swapped that the bridge takes */
    record Pool(long sourceChainId, long targetChainId, BigDecimal feeRate) {}
}
