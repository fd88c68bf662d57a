package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.global.ExternalMarket.RemoteOffer;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/global-marketplace/external")
@Tag(name = "external markets")
class ExternalController {

    private final ExternalMarkets markets;
    private final ExternalSales sales;

    ExternalController(ExternalMarkets markets, ExternalSales sales) {
        this.markets = markets;
        this.sales = sales;
    }

    record ExternalMarketNames(Set<String> markets) {}

    @GetMapping
    @Operation(summary = "The other markets that are configured")
    ExternalMarketNames known() {
        return new ExternalMarketNames(markets.names());
    }

    @GetMapping("/{market}/offers")
    @Operation(summary = "What another market offers now; 503 where it is not configured or away")
    List<RemoteOffer> offers(@PathVariable String market) {
        return markets.require(market).offers();
    }

    @PostMapping("/{market}/transactions")
    @Operation(summary = "Buy at another market: it is one of the caller's transactions, and ends as it does there")
    ServiceSaleView buy(
            Caller caller,
            @PathVariable String market,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody ServicePurchaseRequest wanted) {
        return ServiceSaleView.of(sales.buy(caller, key, market, wanted));
    }
}
