package org.aitbc.explorer.crosschain.transfers;

import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.springframework.stereotype.Component;
import org.web3j.utils.Numeric;

/** What only a chain's node can tell of a transaction that is in a block. */
@Component
class Depths {

    private final Chains chains;

    Depths(Chains chains) {
        this.chains = chains;
    }

    /** The same, with how deep it is and what it paid; without where the node is away. */
    Transfer of(Transfer transfer) {
        if (transfer.transactionHash() == null || transfer.blockNumber() == null) {
            return transfer;
        }
        try {
            Node node = chains.require(transfer.chainId()).node();
            long head =
                    node.send(node.web3j().ethBlockNumber()).getBlockNumber().longValueExact();
            return node.send(node.web3j().ethGetTransactionReceipt(transfer.transactionHash()))
                    .getTransactionReceipt()
                    .map(receipt -> transfer.with(
                            head - receipt.getBlockNumber().longValueExact(),
                            Numeric.decodeQuantity(receipt.getEffectiveGasPrice())))
                    .orElse(transfer);
        } catch (Unavailable | NodeRefused away) {
            return transfer;
        }
    }
}
