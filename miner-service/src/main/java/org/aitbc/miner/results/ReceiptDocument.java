package org.aitbc.miner.results;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.aitbc.domain.receipt.Signature;

/** A receipt as documents describe it; receipts themselves are kept and sent as the JSON that was signed. */
@Schema(name = "Receipt")
record ReceiptDocument(
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
        Metadata metadata,
        Signature signature) {

    record Metadata(
            Map<String, Object> jobPayload,
            Map<String, Object> jobConstraints,
            Map<String, Object> result,
            Map<String, Object> metrics,
            Signature resultSignature) {}
}
