package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * What somebody wants to buy.
 *
 * @param buyerId the caller; an admin may name others
 * @param targetRegion where it is to be delivered; {@code global} for anywhere
 * @param targetChain where the seller is paid, by the chain's price
 * @param licenseId a licence of the offer that the buyer accepts herewith
 */
record ServicePurchaseRequest(
        @BindParam("buyer_id") @Parameter(name = "buyer_id") @Nullable
        String buyerId,

        @BindParam("offer_id") @Parameter(name = "offer_id") @NotBlank
        String offerId,

        @NotNull @Min(1) @Max(1_000_000) Integer quantity,

        @BindParam("source_region") @Parameter(name = "source_region") @Size(max = 64)
        String sourceRegion,

        @BindParam("target_region") @Parameter(name = "target_region") @Size(max = 64)
        String targetRegion,

        @BindParam("payment_method") @Parameter(name = "payment_method") @Nullable @Size(max = 64)
        String paymentMethod,

        @BindParam("source_chain") @Parameter(name = "source_chain") @Nullable
        Long sourceChain,

        @BindParam("target_chain") @Parameter(name = "target_chain") @Nullable
        Long targetChain,

        @BindParam("license_id") @Parameter(name = "license_id") @Nullable
        String licenseId) {

    ServicePurchaseRequest {
        sourceRegion = sourceRegion == null ? OfferDesk.ANYWHERE : sourceRegion;
        targetRegion = targetRegion == null ? OfferDesk.ANYWHERE : targetRegion;
    }

    ServicePurchaseRequest withChains(@Nullable Long source, @Nullable Long target) {
        return new ServicePurchaseRequest(
                buyerId, offerId, quantity, sourceRegion, targetRegion, paymentMethod, source, target, licenseId);
    }
}
