package org.aitbc.payment.wallets;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.wallets.Wallets.Balance;
import org.aitbc.payment.wallets.Wallets.Line;
import org.aitbc.starter.paging.Slice;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/payments")
@Tag(name = "wallets")
class WalletController {

    private final Wallets wallets;
    private final MoveMoney moveMoney;

    WalletController(Wallets wallets, MoveMoney moveMoney) {
        this.wallets = wallets;
        this.moveMoney = moveMoney;
    }

    /**
     * Money from the caller to another principal.
     *
     * @param fromWallet the caller itself
     * @param toWallet the principal that gets it, as its keys and receipts name it
     * @param currency AITBC where not said
     */
    record PaymentRequest(
            @NotBlank String fromWallet,

            @NotBlank @Size(max = 64) @Pattern(regexp = Wallets.PRINCIPAL)
            String toWallet,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal amount,

            @Nullable String currency,
            @Nullable @Size(max = 128) String bookingId,
            @Nullable @Size(max = 128) String taskId) {}

    record Sent(
            String txId,
            String status,
            Instant processedAt,
            @JsonProperty("from") String sender,
            @JsonProperty("to") String receiver,
            BigDecimal amount,
            Currency currency,
            @Nullable String bookingId,
            @Nullable String taskId) {}

    /**
     * Money that comes from outside, or goes there.
     *
     * @param wallet whose it is
     * @param reference what it is known as outside, such as a bank's or a chain's transaction
     */
    record Boundary(
            @NotBlank @Size(max = 64) @Pattern(regexp = Wallets.PRINCIPAL)
            String wallet,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal amount,

            @Nullable String currency,

            @NotBlank @Size(max = 200) String reference) {}

    record Moved(UUID txId, String status, Instant processedAt, String wallet, BigDecimal amount, Currency currency) {}

    record Wallet(String wallet, List<Balance> balances) {}

    @GetMapping("/wallet")
    @Operation(summary = "Wallet of the caller: name and balances")
    Wallet wallet(Caller caller) {
        return new Wallet(caller.subject(), wallets.balances(caller.subject()));
    }

    @GetMapping("/statement")
    @Operation(
            summary = "Ledger entries of one of the caller's accounts, newest first",
            description =
                    "The row of a settled job has its job_id and, where the caller paid, its cost; its amount is what came back of the held money.")
    Slice<Line> statement(
            Caller caller,
            @RequestParam(defaultValue = "AITBC") String currency,
            @RequestParam(defaultValue = "available") String kind,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit,
            @RequestParam @Nullable String cursor) {
        List<Line> found = wallets.lines(
                new Account(caller.subject(), Currency.of(currency), Account.Kind.of(kind)),
                Wallets.below(cursor),
                limit + 1);
        return Slice.of(found, limit, line -> Long.toString(line.seq()));
    }

    @PostMapping("/send")
    @Operation(summary = "Transfer money to another principal; 402 if funds are insufficient")
    Sent send(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody PaymentRequest body) {
        return moveMoney.send(caller, key, body);
    }

    @PostMapping("/deposit")
    @Operation(summary = "Record a deposit (admin); a reference is credited once")
    Moved deposit(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody Boundary body) {
        return moveMoney.deposit(caller, key, body);
    }

    @PostMapping("/withdraw")
    @Operation(summary = "Record a withdrawal (admin); 402 if funds are insufficient")
    Moved withdraw(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody Boundary body) {
        return moveMoney.withdraw(caller, key, body);
    }
}
