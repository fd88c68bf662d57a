package org.aitbc.market.enhanced;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.Map;
import org.aitbc.domain.payment.MoneyHolds;
import org.jspecify.annotations.Nullable;

/**
 * @param tiers percent of each sale, by tier
 * @param recipients the principal who gets each of them; the seller where none is named
 */
record RoyaltyRequest(
        @NotEmpty
        Map<
                        @Pattern(regexp = TIER) String,
                        @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("100")
                        @Digits(integer = 3, fraction = 6) BigDecimal>
                tiers,

        @Nullable Boolean dynamicRates,
        Map<@Pattern(regexp = TIER) String, @NotNull @Pattern(regexp = MoneyHolds.PRINCIPAL) String> recipients) {

    static final String TIER = "primary|secondary|tertiary";

    RoyaltyRequest {
        recipients = recipients == null ? Map.of() : recipients;
    }

    @JsonIgnore
    boolean isDynamic() {
        return Boolean.TRUE.equals(dynamicRates);
    }
}
