package org.aitbc.payment.wallets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.audit.Audit;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.wallets.WalletController.Moved;
import org.aitbc.payment.wallets.Wallets.Balance;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/payments/network")
@Tag(name = "wallets")
class NetworkController {

    private static final String KINDS = "(?i)fees|treasury|pool|external";

    private final Wallets wallets;
    private final MoveMoney moveMoney;
    private final Audit audit;

    NetworkController(Wallets wallets, MoveMoney moveMoney, Audit audit) {
        this.wallets = wallets;
        this.moveMoney = moveMoney;
        this.audit = audit;
    }

    /**
     * Money from one account of the network to another.
     *
     * @param from fees, treasury, pool (what rewards are paid from) or external (the world outside)
     * @param to the same
     * @param currency AITBC where not said
     * @param reference what it is for
     */
    record NetworkTransfer(
            @NotNull @Pattern(regexp = KINDS, message = "must be one of fees, treasury, pool, external")
            String from,

            @NotNull @Pattern(regexp = KINDS, message = "must be one of fees, treasury, pool, external")
            String to,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal amount,

            @Nullable String currency,

            @NotBlank @Size(max = 200) String reference) {

        Account.Kind source() {
            return Account.Kind.of(from);
        }

        Account.Kind target() {
            if (from.equalsIgnoreCase(to)) {
                throw new Invalid("VALIDATION_ERROR", "to: is where it comes from");
            }
            return Account.Kind.of(to);
        }
    }

    /**
     * @param drift what the audit finds wrong with the books; empty when nothing is
     * @param auditedAt all that was in the books then was looked at; null where that is yet to be done
     */
    record Network(
            List<Balance> balances,
            List<String> drift,
            @Nullable Instant auditedAt) {}

    @GetMapping
    @Operation(summary = "Balances of the network and the result of the ledger audit (admin)")
    Network network() {
        Audit.Findings found = audit.found();
        return new Network(wallets.balances(Account.NETWORK), found.drift(), found.complete());
    }

    @PostMapping("/transfers")
    @Operation(summary = "Transfer between accounts of the network, such as fees to the rewards pool (admin)")
    Moved transfer(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody NetworkTransfer body) {
        return moveMoney.within(caller, key, body);
    }
}
