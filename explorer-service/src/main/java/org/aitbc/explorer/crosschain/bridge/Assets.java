package org.aitbc.explorer.crosschain.bridge;

import java.util.Optional;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.chain.*;
import org.aitbc.explorer.deploying.*;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Coins and tokens by their symbols. */
@Component
public class Assets {

    private final BridgeSettings settings;
    private final Deployments deployments;
    private final Chains chains;

    Assets(BridgeSettings settings, Deployments deployments, Chains chains) {
        this.settings = settings;
        this.deployments = deployments;
        this.chains = chains;
    }

    /**
     * The contract of a token; null for the chain's coin.
     *
     * @throws Invalid for a symbol that is neither
     */
    public @Nullable String token(Chain chain, String symbol) {
        if (symbol.equalsIgnoreCase(chain.symbol())) {
            return null;
        }
        Optional<String> configured = settings.tokens().stream()
                .filter(token -> token.symbol().equalsIgnoreCase(symbol))
                .flatMap(token -> Optional.ofNullable(token.addresses().get(chain.id())).stream())
                .findFirst();
        return configured
                .or(() -> ofSuite(chain, symbol))
                .orElseThrow(() -> new Invalid(
                        "ASSET_NOT_OFFERED",
                        "asset_type: chain " + chain.id() + " has the coin " + chain.symbol()
                                + " and tokens that are configured, not " + symbol));
    }

    private Optional<String> ofSuite(Chain chain, String symbol) {
        boolean own =
                symbol.equalsIgnoreCase("AITBC") && chain.id() == chains.home().id();
        return own ? deployments.find(Contract.AITBC_TOKEN) : Optional.empty();
    }
}
