package org.aitbc.explorer.crosschain.bridge;

import java.util.Set;
import org.aitbc.explorer.chain.Chain;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of {@code aitbc.sending} what tells the chains of development from the others.
 *
 * @param replaceable chains that may be reset: their coins have no value, and blocks may come only on demand
 */
@ConfigurationProperties("aitbc.sending")
public record DevelopmentChains(@DefaultValue Set<Long> replaceable) {

    public DevelopmentChains {
        replaceable = Set.copyOf(replaceable);
    }

    public boolean has(Chain chain) {
        return replaceable.contains(chain.id());
    }
}
