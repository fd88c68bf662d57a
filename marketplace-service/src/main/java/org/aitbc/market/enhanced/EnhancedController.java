package org.aitbc.market.enhanced;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.enhanced.Figures.EnhancedReport;
import org.aitbc.market.enhanced.Royalties.Royalty;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For admins. Older clients know two paths of most of it. */
@RestController
@RequestMapping("/v1/marketplace/enhanced")
@Tag(name = "enhanced marketplace")
class EnhancedController {

    private static final String KIND = "volume|trends|performance|revenue";

    private final SoldOffers offers;
    private final Royalties royalties;
    private final Licenses licenses;
    private final VerifyOffer verifyOffer;
    private final Figures figures;

    EnhancedController(
            SoldOffers offers, Royalties royalties, Licenses licenses, VerifyOffer verifyOffer, Figures figures) {
        this.offers = offers;
        this.royalties = royalties;
        this.licenses = licenses;
        this.verifyOffer = verifyOffer;
        this.figures = figures;
    }

    /** @param royaltyTiers the same as {@code tiers}, as one of the older services called it */
    record RoyaltyDistribution(
            String offerId,
            Map<String, BigDecimal> royaltyTiers,
            Map<String, BigDecimal> tiers,
            Map<String, String> recipients,
            boolean dynamicRates,
            Instant createdAt) {}

    /** What each tier gets; null where it gets nothing. */
    record RoyaltyAmounts(
            @Nullable BigDecimal primary,
            @Nullable BigDecimal secondary,
            @Nullable BigDecimal tertiary) {

        static RoyaltyAmounts of(List<Royalty> parts) {
            Map<String, BigDecimal> amounts = parts.stream().collect(Collectors.toMap(Royalty::tier, Royalty::amount));
            return new RoyaltyAmounts(amounts.get("primary"), amounts.get("secondary"), amounts.get("tertiary"));
        }
    }

    record VerificationRequest(
            @Nullable @Pattern(regexp = "comprehensive|performance|security")
            String verificationType) {}

    record EnhancedAnalyticsRequest(
            @Nullable @Min(1) @Max(3650) Integer periodDays,
            @Nullable @Size(max = 4) List<@Pattern(regexp = KIND) String> metrics) {}

    @PostMapping({"/royalties/distribution", "/royalty/create"})
    @Operation(summary = "Say what of each sale of an offer goes to whom; replaces what was said before")
    RoyaltyDistribution distribute(
            @RequestParam("offer_id") String offerId, @Valid @RequestBody RoyaltyRequest wanted) {
        SoldOffer offer = offers.require(Ids.parse(offerId));
        Instant at = royalties.set(offer, wanted);
        Map<String, String> recipients = new TreeMap<>(wanted.recipients());
        wanted.tiers().keySet().forEach(tier -> recipients.putIfAbsent(tier, offer.agent()));
        return new RoyaltyDistribution(
                Ids.text(offer.id()), wanted.tiers(), wanted.tiers(), recipients, wanted.isDynamic(), at);
    }

    @PostMapping("/royalties/calculate")
    @Operation(summary = "What would be distributed of an amount, or what was of a purchase")
    RoyaltyAmounts calculate(
            @RequestParam("offer_id") String offerId,
            @RequestParam("sale_amount") @DecimalMin("0") @DecimalMax("1000000000") BigDecimal amount,
            @RequestParam(name = "transaction_id", required = false) @Nullable String transaction) {
        UUID offer = offers.require(Ids.parse(offerId)).id();
        return RoyaltyAmounts.of(
                transaction == null ? royalties.of(offer, amount) : royalties.paid(offer, Ids.parse(transaction)));
    }

    @GetMapping("/royalty/calculate/{offerId}")
    @Operation(summary = "What would be distributed of an amount")
    RoyaltyAmounts calculate(
            @PathVariable String offerId,
            @RequestParam("sale_amount") @DecimalMin("0") @DecimalMax("1000000000") BigDecimal amount) {
        return calculate(offerId, amount, null);
    }

    @PostMapping({"/licenses/create", "/license/create"})
    @Operation(summary = "License an offer: from now on only holders of one of its licences buy it")
    License license(@RequestParam("offer_id") String offerId, @Valid @RequestBody LicenseRequest wanted) {
        return licenses.create(offers.require(Ids.parse(offerId)).id(), wanted);
    }

    @PostMapping("/verification/verify")
    @Operation(
            summary =
                    "Have a job run on the seller's worker, and judge the offer by it; asked again, tells how it stands")
    Verification verify(
            Caller caller, @RequestParam("offer_id") String offerId, @Valid @RequestBody VerificationRequest wanted) {
        return verifyOffer.verify(
                caller, Ids.parse(offerId), Objects.requireNonNullElse(wanted.verificationType(), "comprehensive"));
    }

    @GetMapping("/verification/{verificationId}")
    @Operation(summary = "How a verification stands")
    Verification verification(@PathVariable String verificationId) {
        return verifyOffer.look(Ids.parse(verificationId));
    }

    @GetMapping("/analytics")
    @Operation(summary = "What was offered and sold in the last days")
    EnhancedReport analytics(@RequestParam(name = "period_days", defaultValue = "30") @Min(1) @Max(3650) int days) {
        return figures.of(days, null);
    }

    @PostMapping("/analytics")
    @Operation(summary = "The same, or only some kinds of figures")
    EnhancedReport analytics(@Valid @RequestBody EnhancedAnalyticsRequest wanted) {
        return figures.of(Objects.requireNonNullElse(wanted.periodDays(), 30), wanted.metrics());
    }
}
