package org.aitbc.standalone.demo;

import java.util.Optional;
import org.aitbc.domain.receipt.Receipts;
import tools.jackson.databind.JsonNode;

/** Checks a receipt as a client does: the signature must hold, and its key must be the suite's. */
public final class Receipt {

    private Receipt() {}

    /**
     * Why a receipt is not to be trusted; empty when it is.
     *
     * @param published the answer of {@code GET /v1/receipts/keys}
     */
    public static Optional<String> flaw(JsonNode receipt, String jobId, JsonNode published) {
        if (!receipt.path("job_id").asString("").equals(jobId)) {
            return Optional.of("the receipt is another job's");
        }
        String key = receipt.path("signature").path("key_id").asString("");
        if (published
                .path("keys")
                .valueStream()
                .noneMatch(known -> known.path("key_id").asString("").equals(key))) {
            return Optional.of("the suite does not know the key " + key);
        }
        return Receipts.flaw(receipt);
    }
}
