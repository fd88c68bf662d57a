package org.aitbc.domain.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What came in on a chain becomes balance, service to service. */
@HttpExchange
public interface ChainCredits {

    /**
     * Credits a principal, once for each reference.
     *
     * @throws org.aitbc.domain.error.Conflict when the reference stands for another credit
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; the outcome is unknown
     */
    @PostExchange("/internal/credits")
    void credit(@RequestBody @Valid Credit credit);

    /**
     * @param id of the posting
     * @param reference of the transfer on its chain
     */
    record Credit(
            @NotNull UUID id,
            @NotBlank @Size(max = 200) String reference,
            @NotNull @Pattern(regexp = MoneyHolds.PRINCIPAL) String owner,

            @NotNull @DecimalMin(MoneyHolds.LEAST) @Digits(integer = 18, fraction = 8)
            BigDecimal amount,

            @NotNull Currency currency) {}
}
