package org.aitbc.market.sale;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;

/** A GPU's listing that is for sale. */
record Sale(
        UUID id,
        UUID gpuId,
        String gpuModel,
        String seller,
        BigDecimal price,
        Currency currency,
        String description,
        Instant offeredAt) {}
