package org.aitbc.ai.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.aitbc.domain.receipt.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as the document of this API describes it; receipts are sent as the JSON that was signed.
 *
 * @param version of the receipt's format
 * @param provider the miner that ran the job
 * @param client the principal whose job it was
 * @param status completed
 * @param units GPU seconds that were measured
 * @param unitType what a unit is
 * @param price what the job cost, in its currency
 * @param startedAt seconds since 1970
 * @param completedAt seconds since 1970
 * @param metadata hashes of payload and result, and what else was signed
 * @param signature over all other members, as canonical JSON
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
