package org.aitbc.governance.treasury;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/governance-enhanced/treasury")
record TreasuryController(Treasuries treasuries) {

    record TreasuryBalance(
            @Nullable String region,
            BigDecimal totalBalance,
            BigDecimal availableFunds,
            BigDecimal allocatedFunds,
            Currency currency,
            Instant lastUpdated) {}

    @GetMapping("/balance")
    @Operation(summary = "What the treasuries of the network and its councils hold, by the ledger")
    TreasuryBalance balance(@RequestParam @Nullable String region) {
        Map<String, BigDecimal> balances = treasuries.balances();
        BigDecimal network = balances.getOrDefault(MoneyHolds.NETWORK, BigDecimal.ZERO);
        BigDecimal allocated = treasuries.councils(region).stream()
                .map(one -> balances.getOrDefault(one, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new TreasuryBalance(
                region,
                Amounts.normalized(network.add(allocated)),
                Amounts.normalized(network),
                Amounts.normalized(allocated),
                Currency.AITBC,
                Instant.now());
    }

    @GetMapping("/transactions")
    @Operation(summary = "Ledger entries of treasuries, newest first, of the councils of a region if one is named")
    List<TreasuryBooks.Line> transactions(
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset,
            @RequestParam @Nullable String region) {
        List<String> owners = new ArrayList<>(treasuries.councils(region));
        if (region == null) {
            owners.add(MoneyHolds.NETWORK);
        }
        return treasuries.books().lines(owners, limit, offset);
    }
}
