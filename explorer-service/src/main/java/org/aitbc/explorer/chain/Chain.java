package org.aitbc.explorer.chain;

import java.time.Duration;
import java.util.Optional;

/**
 * An Ethereum chain that this suite knows, with or without a node to ask.
 *
 * @param id the EIP-155 chain id
 * @param symbol of its native coin, which has {@code decimals} digits after the point
 * @param confirmations blocks on top of a block after which it counts as final here
 * @param poll how often the head is asked for
 */
public record Chain(
        long id, String name, String symbol, int decimals, int confirmations, Duration poll, Optional<Node> found) {

    /** @throws org.aitbc.domain.error.Unavailable where no node is configured for it */
    public Node node() {
        return found.orElseThrow(() -> Node.none(id));
    }
}
