package org.aitbc.market.sale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.sale.Sale.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Slice;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/gpu")
@Tag(name = "sales")
record SaleController(SellGpu sellGpu, Sales sales) {

    @PostMapping("/sell")
    @Operation(summary = "Offer a GPU listing for sale", description = "Offered again, its price changes.")
    Sale sell(Caller caller, @Valid @RequestBody SellRequest offer) {
        return sellGpu.offer(caller, offer);
    }

    @DeleteMapping("/{gpuId}/sell")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraw a listing from sale")
    void withdraw(Caller caller, @PathVariable UUID gpuId) {
        sellGpu.withdraw(caller, gpuId);
    }

    @GetMapping("/sales")
    @Operation(summary = "List GPU listings for sale, newest first")
    Slice<Sale> sales(Page page) {
        return Slice.of(sales.list(page), page, Sale::saleId);
    }

    @PostMapping("/{gpuId}/buy")
    @TakesIdempotencyKey
    @Operation(
            summary = "Buy a GPU listing",
            description =
                    "The seller gets the price less the fee; bookings made before stay the seller's. The seller's worker cannot"
                            + " list the GPU again, and once a worker of the buyer reports it, it is listed there.")
    Bought buy(Caller caller, @PathVariable UUID gpuId, @Valid @RequestBody Purchase purchase) {
        return sellGpu.buy(caller, gpuId, purchase);
    }
}
