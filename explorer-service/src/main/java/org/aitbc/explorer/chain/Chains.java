package org.aitbc.explorer.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.domain.error.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The chains by configuration, in its order. */
@Component
public final class Chains {

    private final Map<Long, Chain> chains = new LinkedHashMap<>();
    private final long home;

    Chains(ChainSettings settings) {
        home = settings.home();
        for (ChainSettings.Known known : settings.known()) {
            Optional<Node> node = Optional.ofNullable(known.url())
                    .filter(StringUtils::hasText)
                    .map(url -> new Node(known.id(), url, settings.timeout()));
            chains.put(
                    known.id(),
                    new Chain(
                            known.id(),
                            known.name(),
                            known.symbol(),
                            known.decimals(),
                            known.confirmations(),
                            known.poll(),
                            node));
        }
    }

    public List<Chain> all() {
        return List.copyOf(chains.values());
    }

    /** The chain with this suite's contracts and anchors. */
    public Chain home() {
        return require(home);
    }

    /** @throws NotFound for a chain that is not configured */
    public Chain require(long id) {
        Chain chain = chains.get(id);
        if (chain == null) {
            throw new NotFound("CHAIN_NOT_FOUND", "no chain " + id);
        }
        return chain;
    }
}
