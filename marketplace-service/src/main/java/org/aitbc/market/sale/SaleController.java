package org.aitbc.market.sale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.row.Rows;
import org.aitbc.market.row.Slice;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/gpu")
@Tag(name = "sales")
class SaleController {

    private final SellGpu sellGpu;
    private final Sales sales;

    SaleController(SellGpu sellGpu, Sales sales) {
        this.sellGpu = sellGpu;
        this.sales = sales;
    }

    /**
     * A listing for sale.
     *
     * @param sellerId the caller itself, who owns it
     * @param listingPrice what the listing costs, not an hour of the GPU
     */
    @Schema(name = "GPUSellRequest")
    record Offer(
            @NotBlank @Size(max = 128) String sellerId,
            @NotNull UUID gpuId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal listingPrice,

            @Nullable @Size(max = 2000) @Pattern(regexp = "[^\\x00]*")
            String description) {

        String text() {
            return description == null ? "" : description;
        }
    }

    record Offered(
            UUID saleId,
            UUID gpuId,
            String gpuModel,
            String sellerId,
            BigDecimal listingPrice,
            Currency currency,
            String status,
            String description,
            Instant timestamp) {

        static Offered of(Sale sale) {
            return new Offered(
                    sale.id(),
                    sale.gpuId(),
                    sale.gpuModel(),
                    sale.seller(),
                    Rows.shown(sale.price()),
                    sale.currency(),
                    "listed",
                    sale.description(),
                    sale.offeredAt());
        }
    }

    /**
     * @param buyerId the caller itself
     * @param listingPrice what the buyer saw and agrees to
     */
    record Purchase(
            @Nullable @Size(max = 128) String buyerId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal listingPrice) {}

    record Bought(
            UUID saleId,
            UUID gpuId,
            String sellerId,
            String buyerId,
            BigDecimal price,
            Currency currency,
            String status) {

        static Bought of(Sale sale, String buyer) {
            return new Bought(
                    sale.id(), sale.gpuId(), sale.seller(), buyer, Rows.shown(sale.price()), sale.currency(), "sold");
        }
    }

    @PostMapping("/sell")
    @Operation(summary = "Offer one's listing for sale; offered again, its price changes")
    Offered sell(Caller caller, @Valid @RequestBody Offer offer) {
        return Offered.of(sellGpu.offer(caller, offer));
    }

    @DeleteMapping("/{gpuId}/sell")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sell it no longer")
    void withdraw(Caller caller, @PathVariable UUID gpuId) {
        sellGpu.withdraw(caller, gpuId);
    }

    @GetMapping("/sales")
    @Operation(summary = "Listings that are for sale, newest first")
    Slice<Offered> offers(@Valid @ParameterObject Page page) {
        return Slice.of(sales.list(page), page, Sale::id, Offered::of);
    }

    @PostMapping("/{gpuId}/buy")
    @Operation(
            summary =
                    "Buy a listing: its price goes to the seller less the fee, bookings made before stay the seller's")
    Bought buy(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable UUID gpuId,
            @Valid @RequestBody Purchase purchase) {
        return sellGpu.buy(caller, key, gpuId, purchase);
    }
}
