package org.aitbc.market.partner;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.error.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.*;
import tools.jackson.databind.JsonNode;

/** The chains that explorer-service knows, and the bridge between them. All is {@link Unavailable} while that is away. */
@HttpExchange
public interface ChainDirectory {

    /** @param available whether a node is configured for it */
    record Chain(long chainId, String name, String symbol, boolean available) {}

    /** @param feeRate the share of what is swapped that the bridge takes */
    record Pool(long sourceChainId, long targetChainId, BigDecimal feeRate) {}

    @GetExchange("/v1/cross-chain/chains/supported")
    List<Chain> chains();

    @GetExchange("/v1/cross-chain/bridge/liquidity-pools")
    List<Pool> pools();

    @GetExchange("/v1/cross-chain/bridge/statistics")
    JsonNode statistics(@RequestParam("time_period_hours") int hours);

    /** Those that have a node. */
    default List<Long> available() {
        return chains().stream().filter(Chain::available).map(Chain::chainId).toList();
    }

    /**
     * The chains themselves, each once.
     *
     * @throws Invalid when one of them is not known
     * @throws Unavailable when one of them has no node
     */
    default List<Long> require(List<Long> ids) {
        List<Chain> known = ids.isEmpty() ? List.of() : chains();
        for (Long id : ids) {
            Chain chain = known.stream()
                    .filter(one -> one.chainId == id)
                    .findFirst()
                    .orElseThrow(() -> new Invalid("CHAIN_NOT_FOUND", "no chain " + id));
            if (!chain.available) {
                throw new Unavailable("CHAIN_UNAVAILABLE", "no node is configured for chain " + id);
            }
        }
        return ids.stream().distinct().toList();
    }

    /** The share of an amount that the bridge takes between two chains: none where they are one. */
    default BigDecimal feeRate(@Nullable Long source, @Nullable Long target) {
        if (source == null || target == null || source.equals(target)) {
            return BigDecimal.ZERO;
        }
        require(List.of(source, target));
        return pools().stream()
                .filter(pool -> pool.sourceChainId == source && pool.targetChainId == target)
                .findFirst()
                .map(Pool::feeRate)
                .orElseThrow(() -> new Unavailable(
                        "BRIDGE_UNAVAILABLE", "nothing bridges chain " + source + " to chain " + target + " now"));
    }
}
