package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.explorer.browse.Transactions.Log;
import org.aitbc.explorer.browse.Transactions.TokenTransfer;
import org.aitbc.explorer.chain.Chain;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with all that is known of it.
 *
 * @param from address that sent it
 * @param to null where it makes a contract
 * @param amount in whole coins, as {@code fee}
 * @param block the height, in digits
 * @param raw as older clients know it
 * @param transactionIndex its place in the block
 * @param contractAddress the contract that it made
 * @param nonce number of the transaction among those of its sender
 * @param input call of a contract, in hexadecimal digits with 0x
 * @param logs what contracts wrote
 * @param tokenTransfers tokens that it moved
 * @param confirmations blocks that are there from its own on
 */
record TransactionView(
        String hash,
        String from,
        @Nullable String to,
        String amount,
        String fee,
        Instant timestamp,
        String block,
        String status,
        Raw raw,
        long chainId,
        String blockHash,
        int transactionIndex,
        @Nullable String contractAddress,
        BigDecimal nonce,
        BigDecimal gasUsed,
        BigDecimal gasLimit,
        BigDecimal gasPrice,
        String input,
        List<Log> logs,
        List<TokenTransfer> tokenTransfers,
        long confirmations) {

    /**
     * What the older system passed on of its node's answer.
     *
     * @param success whether it did what it was to do
     */
    record Raw(String transactionHash, long height, Instant timestamp, String status, boolean success) {}

    static TransactionView of(
            Transaction found, Chain chain, List<Log> logs, List<TokenTransfer> tokenTransfers, long indexed) {
        return new TransactionView(
                found.hash(),
                found.sender(),
                found.to(),
                Coins.text(chain, found.value()),
                Coins.text(chain, found.fee()),
                found.at(),
                String.valueOf(found.height()),
                found.status(),
                new Raw(
                        found.hash(),
                        found.height(),
                        found.at(),
                        found.status(),
                        found.status().equals("success")),
                chain.id(),
                found.blockHash(),
                found.index(),
                found.contract(),
                found.nonce(),
                found.gasUsed(),
                found.gasLimit(),
                found.gasPrice(),
                found.input(),
                logs,
                tokenTransfers,
                indexed - found.height() + 1);
    }
}
