package org.aitbc.market.licensing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.licensing.OfferTerms.*;
import org.aitbc.market.licensing.SalesAnalytics.EnhancedReport;
import org.aitbc.market.licensing.Verifications.Verification;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

/** For admins. Older clients know two paths of most operations. */
@RestController
@RequestMapping("/v1/marketplace/enhanced")
@Tag(name = "licensing")
record LicensingController(OfferTerms offerTerms, Verifications verifications, SalesAnalytics analytics) {

    /** @param royaltyTiers the same as {@code tiers}: two older services had a name each */
    record RoyaltyDistribution(
            UUID offerId,
            Map<String, BigDecimal> royaltyTiers,
            Map<String, BigDecimal> tiers,
            Map<String, String> recipients,
            boolean dynamicRates,
            Instant createdAt) {}

    /**
     * The amount of each tier; null where it gets nothing.
     *
     * @param primary of the first tier
     * @param secondary of the second tier
     * @param tertiary of the third tier
     */
    record RoyaltyAmounts(
            @Nullable BigDecimal primary,
            @Nullable BigDecimal secondary,
            @Nullable BigDecimal tertiary) {

        static RoyaltyAmounts of(List<Royalty> parts) {
            Map<String, BigDecimal> amounts = parts.stream().collect(Collectors.toMap(Royalty::tier, Royalty::amount));
            return new RoyaltyAmounts(amounts.get("primary"), amounts.get("secondary"), amounts.get("tertiary"));
        }
    }

    /**
     * @param verificationType what to verify: comprehensive, performance or security
     */
    record VerificationRequest(
            @Pattern(regexp = "comprehensive|performance|security")
            String verificationType) {

        VerificationRequest {
            verificationType = Objects.requireNonNullElse(verificationType, "comprehensive");
        }
    }

    /**
     * @param periodDays how many days until now; 30 where not said
     * @param metrics the kinds of metrics to answer with; all by default
     */
    record EnhancedAnalyticsRequest(
            @Min(1) @Max(3650) Integer periodDays,
            @Size(max = 4) List<@Pattern(regexp = "volume|trends|performance|revenue") String> metrics) {

        EnhancedAnalyticsRequest {
            periodDays = Objects.requireNonNullElse(periodDays, 30);
            metrics = metrics == null || metrics.isEmpty() ? SalesAnalytics.KINDS : metrics;
        }
    }

    @PostMapping({"/royalties/distribution", "/royalty/create"})
    @Operation(summary = "Set the royalties of an offer", description = "Replaces those that were set before.")
    RoyaltyDistribution distribute(@RequestParam String offerId, @Valid @RequestBody RoyaltyRequest request) {
        SoldOffer offer = offerTerms.requireOffer(Ids.parse(offerId));
        Instant at = offerTerms.setRoyalties(offer, request);
        Map<String, String> recipients = new TreeMap<>(request.recipients());
        request.tiers().keySet().forEach(tier -> recipients.putIfAbsent(tier, offer.agent()));
        return new RoyaltyDistribution(
                offer.id(), request.tiers(), request.tiers(), recipients, request.dynamicRates(), at);
    }

    @PostMapping("/royalties/calculate")
    @Operation(summary = "Calculate the royalties of an amount, or those paid out of the purchase transaction_id")
    RoyaltyAmounts calculate(
            @RequestParam String offerId,
            @RequestParam @DecimalMin("0") @DecimalMax("1000000000") BigDecimal saleAmount,
            @RequestParam @Nullable String transactionId) {
        UUID offer = offerTerms.requireOffer(Ids.parse(offerId)).id();
        return transactionId == null
                ? RoyaltyAmounts.of(offerTerms.royalties(offer, saleAmount))
                : RoyaltyAmounts.of(offerTerms.paid(offer, Ids.parse(transactionId)));
    }

    @GetMapping("/royalty/calculate/{offerId}")
    @Operation(summary = "Calculate the royalties of an amount")
    RoyaltyAmounts calculate(
            @PathVariable UUID offerId,
            @RequestParam @DecimalMin("0") @DecimalMax("1000000000") BigDecimal saleAmount) {
        return RoyaltyAmounts.of(
                offerTerms.royalties(offerTerms.requireOffer(offerId).id(), saleAmount));
    }

    @PostMapping({"/licenses/create", "/license/create"})
    @Operation(summary = "Add a licence to an offer: from then on only holders of one of its licences can buy it")
    License license(@RequestParam String offerId, @Valid @RequestBody LicenseRequest request) {
        return offerTerms.addLicense(offerTerms.requireOffer(Ids.parse(offerId)).id(), request);
    }

    @PostMapping("/verification/verify")
    @Operation(
            summary = "Verify an offer by a job on the seller's worker, or get the running verification of this type")
    Verification verify(Caller caller, @RequestParam String offerId, @Valid @RequestBody VerificationRequest request) {
        return verifications.verify(caller, Ids.parse(offerId), request.verificationType);
    }

    @GetMapping("/verification/{verificationId}")
    @Operation(summary = "Get a verification")
    Verification verification(@PathVariable UUID verificationId) {
        return verifications.get(verificationId);
    }

    @GetMapping("/analytics")
    @Operation(summary = "Get metrics of the services offered and sold in a period")
    EnhancedReport analytics(@RequestParam(defaultValue = "30") @Min(1) @Max(3650) int periodDays) {
        return analytics.report(periodDays, SalesAnalytics.KINDS);
    }

    @PostMapping("/analytics")
    @Operation(summary = "Get selected metrics of the services offered and sold in a period")
    EnhancedReport analytics(@Valid @RequestBody EnhancedAnalyticsRequest request) {
        return analytics.report(request.periodDays, request.metrics);
    }
}
