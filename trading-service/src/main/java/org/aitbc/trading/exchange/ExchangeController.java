package org.aitbc.trading.exchange;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.chain.ChainDeposits;
import org.aitbc.domain.chain.ChainDeposits.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.trading.exchange.ExchangePayment.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/exchange")
@Tag(name = "exchange")
record ExchangeController(
        ManagePayments managePayments,
        ExchangeSettings settings,
        ExchangeFee fee,
        ChainDeposits deposits,
        JdbcClient jdbc) {

    record Confirmed(Status status, String paymentId, BigDecimal aitbcAmount) {}

    /** @param source whose rate it is: {@code desk} */
    record ExchangeRates(
            BigDecimal btcToAitbc, BigDecimal aitbcToBtc, BigDecimal feePercent, String source, Instant asOf) {}

    /**
     * @param price BTC for one AITBC: of the last confirmed payment; null where there is none
     * @param priceChange24h percent, between the last payments of today and of the day before; null without both
     * @param dailyVolume AITBC of payments that were confirmed in the last 24 hours
     */
    record MarketStats(
            @Nullable BigDecimal price,
            @JsonProperty("price_change_24h") @Nullable BigDecimal priceChange24h,
            BigDecimal dailyVolume,
            BigDecimal dailyVolumeBtc,
            int totalPayments,
            int pendingPayments) {}

    /**
     * Of all addresses that payments were made to.
     *
     * @param address null: each payment has one of its own
     * @param unconfirmedBalance what has come in and is not final
     */
    record WalletFunds(
            @Nullable String address,
            BigDecimal balance,
            BigDecimal unconfirmedBalance,
            BigDecimal totalReceived,
            BigDecimal totalSent) {

        private static WalletFunds of(Funds funds) {
            BigDecimal held = funds.received().subtract(funds.sent());
            return new WalletFunds(null, held, funds.unconfirmed(), funds.received(), funds.sent());
        }
    }

    record WalletBalance(@JsonUnwrapped WalletFunds of, int addresses) {}

    /**
     * @param transactions the last transfers
     * @param network the chain's name
     * @param blockHeight the last block that is read
     */
    record WalletInfo(@JsonUnwrapped WalletFunds of, List<Transfer> transactions, String network, long blockHeight) {}

    @PostMapping("/create-payment")
    @TakesIdempotencyKey
    @Operation(
            summary = "Buy AITBC at the desk's rate: it is held for an hour, and one address is made for this payment",
            description =
                    "Pay the exact amount in time. What is too little, too much or too late is credited to the payer's"
                            + " wallet as BTC.")
    @Refusal(status = 409, when = "The caller has too many open payments.")
    @Refusal(
            status = 503,
            when = "Nobody sells (EXCHANGE_OFF), the desk is empty (DESK_EMPTY), or the chain cannot be reached.")
    ExchangePayment create(Caller caller, @Valid @RequestBody ExchangePaymentRequest quote) {
        return managePayments.create(caller, quote);
    }

    @GetMapping("/payment-status/{paymentId}")
    @Operation(summary = "A payment of the caller, with what the chain says of it")
    ExchangePayment status(Caller caller, @PathVariable UUID paymentId) {
        return managePayments.require(caller, paymentId);
    }

    @PostMapping("/confirm-payment/{paymentId}")
    @Operation(
            summary = "Look for the payment's transaction on the chain now",
            description =
                    "Confirms nothing that the chain does not: 404 unknown, 422 not this payment's, 425 not final.")
    @Refusal(status = 425, when = "The transaction is not final yet.")
    Confirmed confirm(
            Caller caller, @PathVariable UUID paymentId, @RequestParam @NotBlank @Size(max = 100) String txHash) {
        ExchangePayment payment = managePayments.confirm(caller, paymentId, txHash);
        return new Confirmed(payment.status(), payment.paymentId(), payment.quote.aitbcAmount());
    }

    @GetMapping("/rates")
    @Operation(
            summary = "The rate at which the desk sells AITBC",
            description = "Whether it has enough, create-payment says: 503 DESK_EMPTY.")
    @Refusal(status = 503, when = "There is no rate.")
    ExchangeRates rates() {
        try {
            settings.require();
        } catch (Unavailable off) {
            throw new Unavailable("NO_RATE", "nobody sells AITBC, and it has no price");
        }
        return new ExchangeRates(
                settings.rate(),
                BigDecimal.ONE.divide(settings.rate(), 16, RoundingMode.HALF_UP).stripTrailingZeros(),
                fee.share().movePointRight(2).stripTrailingZeros(),
                "desk",
                Instant.now());
    }

    @GetMapping("/market-stats")
    @Operation(summary = "Price and volume of the exchange")
    MarketStats stats() {
        return jdbc.sql("""
            with p as (select confirmed, aitbc_amount, btc_amount from trading.exchange_payment where state = 'confirmed'),
              priced as (select btc_amount / aitbc_amount as price, confirmed from p),
              recent as (select * from p where confirmed > now() - interval '24 hours'),
              today as (select price from priced where confirmed > now() - interval '24 hours' order by confirmed desc limit 1),
              before as (select price from priced where confirmed <= now() - interval '24 hours' order by confirmed desc limit 1)
            select (select trim_scale(round(price, 16)) from priced order by confirmed desc limit 1) as price,
              (select round(100 * (today.price / before.price - 1), 4) from today, before) as price_change24h,
              (select coalesce(sum(aitbc_amount), 0) from recent) as daily_volume,
              (select coalesce(sum(btc_amount), 0) from recent) as daily_volume_btc,
              (select count(*) from trading.exchange_payment) as total_payments,
              (select count(*) from trading.exchange_payment where state in ('pending', 'confirming')) as pending_payments\
            """).query(MarketStats.class).single();
    }

    @GetMapping("/wallet/balance")
    @Operation(summary = "What the exchange's addresses hold on the chain")
    WalletBalance balance() {
        Funds funds = funds();
        return new WalletBalance(WalletFunds.of(funds), funds.addresses());
    }

    @GetMapping("/wallet/info")
    @Operation(summary = "What the exchange's addresses hold on the chain, with the last transfers")
    WalletInfo info() {
        Funds funds = funds();
        return new WalletInfo(WalletFunds.of(funds), funds.transfers(), funds.chain(), funds.indexed());
    }

    private Funds funds() {
        var desk = settings.require();
        return deposits.funds(desk.chain(), desk.token());
    }
}
