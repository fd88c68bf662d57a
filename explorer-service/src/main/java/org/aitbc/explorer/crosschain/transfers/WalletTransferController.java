package org.aitbc.explorer.crosschain.transfers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.crosschain.transfers.SubmitTransfer.Call;
import org.aitbc.explorer.crosschain.transfers.SubmitTransfer.Content;
import org.aitbc.explorer.crosschain.wallets.Wallets;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain/wallets/{walletAddress}/transactions")
@Tag(name = "cross-chain wallets")
class WalletTransferController {

    private final SubmitTransfer submit;
    private final Transfers transfers;
    private final Wallets wallets;

    WalletTransferController(SubmitTransfer submit, Transfers transfers, Wallets wallets) {
        this.submit = submit;
        this.transfers = transfers;
        this.wallets = wallets;
    }

    /**
     * @param transactionHash null until it is signed, which is soon: ask for the transaction by its id
     * @param timestamp when it was taken
     */
    record Executed(
            String transactionId,
            @Nullable String transactionHash,
            String fromAddress,
            String toAddress,
            BigDecimal amount,
            @Nullable Long gasUsed,
            @Nullable BigInteger gasPrice,
            String status,
            @Nullable Long blockNumber,
            Instant timestamp) {

        static Executed of(Transfer transfer) {
            return new Executed(
                    transfer.transactionId(),
                    transfer.transactionHash(),
                    transfer.fromAddress(),
                    transfer.toAddress(),
                    transfer.amount(),
                    transfer.gasUsed(),
                    transfer.gasPricePaid(),
                    transfer.status(),
                    transfer.blockNumber(),
                    transfer.createdAt());
        }
    }

    @PostMapping
    @Operation(summary = "Send coins or tokens from a wallet; the priority sets the fee")
    Executed execute(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String walletAddress,
            @Valid TransferRequest request,
            @Valid @RequestBody(required = false) @Nullable Call data) {
        return Executed.of(submit.submit(caller, request, walletAddress, new Content(data, null), key));
    }

    @GetMapping
    @Operation(summary = "Transactions sent from a wallet, newest first")
    List<Transfer> history(
            Caller caller,
            @PathVariable String walletAddress,
            @Parameter(required = true) @RequestParam long chainId,
            @RequestParam @Nullable @PositiveOrZero Long fromBlock,
            @RequestParam @Nullable @PositiveOrZero Long toBlock,
            @Valid TransferFilter filter) {
        String address = wallets.require(caller, chainId, walletAddress).address();
        return transfers.list(caller, filter, address, fromBlock, toBlock);
    }
}
