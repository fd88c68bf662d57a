package org.aitbc.ai.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.aitbc.domain.receipt.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as the document of this API describes it; receipts are sent as the JSON that was signed.
 *
 * @param b listed by the legacy contract, which was recorded from a made-up receipt; never set
 */
record LegacyReceipt(
        String version,
        String receiptId,
        String jobId,
        String provider,
        String client,
        String status,
        double units,
        String unitType,
        double unitPrice,
        double price,
        long startedAt,
        long completedAt,
        Map<String, Object> metadata,
        Signature signature,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(deprecated = true) @Nullable
        Integer b) {}
