package org.aitbc.explorer.browse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "explorer")
class TransactionController {

    private final Progresses progresses;
    private final Tips tips;
    private final Transactions transactions;

    TransactionController(Progresses progresses, Tips tips, Transactions transactions) {
        this.progresses = progresses;
        this.tips = tips;
        this.transactions = transactions;
    }

    /**
     * @param block number of its block
     * @param from address that sent it
     * @param to address that it went to; null where it makes a contract
     * @param value in whole coins
     */
    record TransactionSummary(
            String hash, long block, String from, @Nullable String to, String value, String status, Instant timestamp) {

        static TransactionSummary of(Transaction one, Chain chain) {
            return new TransactionSummary(
                    one.hash(),
                    one.height(),
                    one.sender(),
                    one.to(),
                    Coins.text(chain, one.value()),
                    one.status(),
                    one.at());
        }
    }

    /** @param asOf the last block of the chain when the list began */
    record TransactionList(
            List<TransactionSummary> items,
            @Nullable Integer nextOffset,
            @Nullable String nextCursor,
            long asOf) implements WithNext {}

    @GetMapping("/v1/explorer/transactions")
    @Operation(summary = "Transactions of a chain, an address or a block, newest first")
    TransactionList list(
            @PageLimits(max = Part.MOST_ROWS, value = Part.DEFAULT_ROWS) Page page,
            @RequestParam @Nullable String address,
            @RequestParam @Nullable @Min(0) Long block,
            @RequestParam @Nullable Long chainId) {
        Part part = tips.part(chainId, page);
        Chain chain = progresses.chain(chainId);
        List<Transaction> found = transactions.list(part, address == null ? null : digits(address), block);
        List<Transaction> shown = found.subList(0, Math.min(found.size(), part.rows()));
        boolean more = found.size() > shown.size();
        return new TransactionList(
                shown.stream().map(one -> TransactionSummary.of(one, chain)).toList(),
                part.nextOffset(page, more),
                more ? next(part, shown.getLast()) : null,
                part.asOf());
    }

    @GetMapping({"/v1/explorer/transactions/{hash}", "/v1/transactions/{hash}"})
    @Operation(summary = "A transaction with its receipt, logs and token transfers")
    TransactionView transaction(@PathVariable String hash, @RequestParam @Nullable Long chainId) {
        Progress at = progresses.require(chainId);
        Transaction found = transactions.require(at.chainId(), hash);
        return TransactionView.of(
                found,
                progresses.chain(chainId),
                transactions.logs(at.chainId(), found),
                transactions.tokenTransfers(at.chainId(), found),
                at.indexed());
    }

    private static String next(Part part, Transaction last) {
        return Cursor.at(part.asOf(), last.height(), last.blockHash(), last.index())
                .text();
    }

    private static String digits(String address) {
        return Hex.address(address)
                .orElseThrow(() -> new Invalid("VALIDATION_ERROR", "address: is 0x and 40 hexadecimal digits"));
    }
}
