package org.aitbc.explorer.crosschain.chains;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain")
@Tag(name = "cross-chain")
class ChainController {

    private final Chains chains;
    private final Healths healths;

    ChainController(Chains chains, Healths healths) {
        this.chains = chains;
        this.healths = healths;
    }

    /**
     * @param confirmations blocks on top before a block counts as final
     * @param supported whether it can be asked for
     * @param available whether a node is configured for it; {@code adapterAvailable} for older clients
     * @param adapterAvailable the same as available
     * @param home whether it has this suite's contracts and anchors, and is meant where none is named
     */
    record ChainInfo(
            long chainId,
            String name,
            String symbol,
            int decimals,
            int confirmations,
            boolean supported,
            boolean available,
            boolean adapterAvailable,
            boolean home) {}

    @GetMapping("/chains/supported")
    @Operation(summary = "Known chains, with or without a configured node")
    List<ChainInfo> supported() {
        return chains.all().stream().map(this::info).toList();
    }

    @GetMapping("/chains/{chainId}/info")
    @Operation(summary = "A chain")
    ChainInfo info(@PathVariable long chainId) {
        return info(chains.require(chainId));
    }

    @GetMapping("/chains/{chainId}/fees")
    @Operation(summary = "Current gas prices of a chain by priority; 503 if its node does not answer")
    Fees fees(@PathVariable long chainId) {
        return Fees.of(chains.require(chainId));
    }

    @GetMapping("/health")
    @Operation(summary = "Health of each chain's node, with the outcomes of transactions and swaps of the last day")
    Health health() {
        return healths.now();
    }

    @GetMapping("/config")
    @Operation(summary = "Supported protocols, priorities and other options")
    Config config() {
        return Config.of(chains.all());
    }

    private ChainInfo info(Chain chain) {
        boolean available = chain.found().isPresent();
        return new ChainInfo(
                chain.id(),
                chain.name(),
                chain.symbol(),
                chain.decimals(),
                chain.confirmations(),
                true,
                available,
                available,
                chain.equals(chains.home()));
    }
}
