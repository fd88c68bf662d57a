package org.aitbc.market.services;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.partner.ChainDirectory.*;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The chains that explorer-service knows, and what its bridge takes. All of it is unavailable while that is away. */
@Component
record SupportedChains(ChainDirectory directory) {

    /** Those that have a node. */
    List<Long> available() {
        return directory.chains().stream()
                .filter(Chain::available)
                .map(Chain::chainId)
                .toList();
    }

    /**
     * The chains themselves, each once.
     *
     * @throws Invalid when one of them is not known
     * @throws Unavailable when one of them has no node
     */
    List<Long> require(List<Long> ids) {
        List<Chain> known = ids.isEmpty() ? List.of() : directory.chains();
        for (Long id : ids) {
            Chain chain = known.stream()
                    .filter(one -> one.chainId() == id)
                    .findFirst()
                    .orElseThrow(() -> new Invalid("CHAIN_NOT_FOUND", "no chain " + id));
            if (!chain.available()) {
                throw new Unavailable("CHAIN_UNAVAILABLE", "no node is configured for chain " + id);
            }
        }
        return ids.stream().distinct().toList();
    }

    /**
     * The share of an amount that the bridge takes between two chains: none where they are one.
     *
     * @throws Unavailable when nothing bridges them now
     */
    BigDecimal feeRate(@Nullable Long source, @Nullable Long target) {
        if (source == null || target == null || source.equals(target)) {
            return BigDecimal.ZERO;
        }
        require(List.of(source, target));
        return directory.pools().stream()
                .filter(pool -> pool.sourceChainId() == source && pool.targetChainId() == target)
                .findFirst()
                .map(Pool::feeRate)
                .orElseThrow(() -> new Unavailable(
                        "BRIDGE_UNAVAILABLE", "nothing bridges chain " + source + " to chain " + target + " now"));
    }
}
