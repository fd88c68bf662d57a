package org.aitbc.explorer.crosschain.bridge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.crosschain.bridge.SwapView.SwapTransaction;
import org.aitbc.explorer.sending.Sent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The transactions of a swap, with their depths. */
@Component
class SwapTransactions {

    private final SwapMoves moves;
    private final Chains chains;

    SwapTransactions(SwapMoves moves, Chains chains) {
        this.moves = moves;
        this.chains = chains;
    }

    List<SwapTransaction> of(Swap swap) {
        return Arrays.stream(Move.values())
                .map(move -> moves.find(swap, move).map(sent -> of(move, sent)))
                .flatMap(Optional::stream)
                .toList();
    }

    private SwapTransaction of(Move move, Sent sent) {
        return new SwapTransaction(
                move.purpose().replaceFirst("swap\\.", ""),
                sent.chainId(),
                sent.transactionHash(),
                sent.state().text(),
                depth(sent));
    }

    private @Nullable Long depth(Sent sent) {
        if (sent.blockNumber() == null) {
            return null;
        }
        try {
            Node node = chains.require(sent.chainId()).node();
            long head =
                    node.send(node.web3j().ethBlockNumber()).getBlockNumber().longValueExact();
            return Math.max(0, head - sent.blockNumber());
        } catch (Unavailable | NodeRefused away) {
            return null;
        }
    }
}
