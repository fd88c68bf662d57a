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
     * @param available whether a node is configured for it
     * @param home whether it has this suite's contracts and anchors, and is meant where none is named
     */
    record SupportedChain(long chainId, String name, String symbol, int decimals, boolean available, boolean home) {

        static SupportedChain of(Chain chain, boolean home) {
            return new SupportedChain(
                    chain.id(),
                    chain.name(),
                    chain.symbol(),
                    chain.decimals(),
                    chain.found().isPresent(),
                    home);
        }
    }

    /** @param adapterAvailable whether a node is configured for it */
    record ChainInfo(
            long chainId,
            String name,
            String symbol,
            int decimals,
            boolean supported,
            boolean adapterAvailable,
            int confirmations) {}

    @GetMapping("/chains/supported")
    @Operation(summary = "The chains that are known here, with or without a node to ask")
    List<SupportedChain> supported() {
        return chains.all().stream()
                .map(chain ->
                        SupportedChain.of(chain, chain.id() == chains.home().id()))
                .toList();
    }

    @GetMapping("/chains/{chainId}/info")
    @Operation(summary = "A chain")
    ChainInfo info(@PathVariable long chainId) {
        Chain chain = chains.require(chainId);
        return new ChainInfo(
                chain.id(),
                chain.name(),
                chain.symbol(),
                chain.decimals(),
                true,
                chain.found().isPresent(),
                chain.confirmations());
    }

    @GetMapping("/chains/{chainId}/fees")
    @Operation(summary = "What gas costs on a chain now, by priority, as its node tells; 503 where none answers")
    Fees fees(@PathVariable long chainId) {
        return Fees.of(chains.require(chainId));
    }

    @GetMapping("/health")
    @Operation(summary = "Whether each chain's node answers, and what became of transactions and swaps in the last day")
    Health health() {
        return healths.now();
    }

    @GetMapping("/config")
    @Operation(summary = "What can be asked for here")
    Config config() {
        return Config.of(chains.all());
    }
}
