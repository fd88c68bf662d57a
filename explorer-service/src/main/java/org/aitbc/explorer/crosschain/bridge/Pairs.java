package org.aitbc.explorer.crosschain.bridge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.crosschain.bridge.BridgeSettings.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be swapped between which chains. */
@Component
class Pairs {

    private final Chains chains;
    private final Tokens tokens;
    private final BridgeSettings settings;
    private final DevelopmentChains development;

    Pairs(Chains chains, Tokens tokens, BridgeSettings settings, DevelopmentChains development) {
        this.chains = chains;
        this.tokens = tokens;
        this.settings = settings;
        this.development = development;
    }

    /**
     * @param token its contract on the source chain; null for the coin
     * @throws Invalid when it is not the same on both
     */
    Pair require(long sourceChain, long targetChain, @Nullable String token) {
        Chain source = chains.require(sourceChain);
        Chain target = chains.require(targetChain);
        if (source.id() == target.id()) {
            throw new Invalid("SAME_CHAIN", "target_chain_id: is to be another chain");
        }
        if (!isSameKind(source, target)) {
            throw new Invalid("NO_RATE", "target_chain_id: what is on a development chain is worth nothing on another");
        }
        return token == null ? coin(source, target) : token(source, target, Addresses.checked("token_address", token));
    }

    /** All that are configured, whether the chains' nodes are there or not. */
    List<Pair> all() {
        return chains.all().stream().flatMap(this::from).toList();
    }

    private Stream<Pair> from(Chain source) {
        return chains.all().stream()
                .filter(target -> target.id() != source.id() && isSameKind(source, target))
                .flatMap(target -> Stream.concat(
                        ofCoin(source, target).stream(),
                        settings.tokens().stream().flatMap(token -> ofToken(token, source, target).stream())));
    }

    private boolean isSameKind(Chain source, Chain target) {
        return development.has(source) == development.has(target);
    }

    private Pair coin(Chain source, Chain target) {
        return ofCoin(source, target)
                .orElseThrow(() -> new Invalid(
                        "NO_RATE",
                        "target_chain_id: no node knows what " + source.symbol() + " is worth in " + target.symbol()));
    }

    private Pair token(Chain source, Chain target, String address) {
        Pair pair = settings.tokens().stream()
                .flatMap(token -> ofToken(token, source, target).stream())
                .filter(one -> address.equals(one.sourceToken()))
                .findFirst()
                .orElseThrow(() ->
                        new Invalid("TOKEN_NOT_OFFERED", "token_address: is not swapped between these chains here"));
        if (tokens.decimals(source, pair.sourceToken()) != tokens.decimals(target, pair.targetToken())) {
            throw new Invalid("NO_RATE", "token_address: the two chains count it differently");
        }
        return pair;
    }

    private static Optional<Pair> ofCoin(Chain source, Chain target) {
        return source.symbol().equals(target.symbol()) && source.decimals() == target.decimals()
                ? Optional.of(new Pair(source, target, source.symbol(), null, null, null))
                : Optional.empty();
    }

    private static Optional<Pair> ofToken(Token token, Chain source, Chain target) {
        String here = token.addresses().get(source.id());
        String there = token.addresses().get(target.id());
        return here == null || there == null
                ? Optional.empty()
                : Optional.of(new Pair(source, target, token.symbol(), here, there, token.networkFee()));
    }
}
