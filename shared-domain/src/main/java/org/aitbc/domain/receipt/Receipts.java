package org.aitbc.domain.receipt;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signing and checking of receipts. What is signed is the {@link CanonicalJson} of the receipt without its members
 * {@code signature} and {@code attestations}.
 */
public final class Receipts {

    private static final Set<String> UNSIGNED = Set.of("signature", "attestations");

    private static final String REDACTED = "redacted";

    private Receipts() {}

    /** Takes its private members out of a receipt, which says so from then on: its signature can only be checked with them. */
    public static ObjectNode redacted(ObjectNode receipt, Set<String> members) {
        return receipt.remove(members).put(REDACTED, true);
    }

    /** Adds the signature to a receipt that has none yet. */
    public static ObjectNode signed(ObjectNode receipt, SigningKey key) {
        receipt.set("signature", node(key.sign(CanonicalJson.bytes(receipt))));
        return receipt;
    }

    /** Why a receipt's signature does not hold; empty when it does. Whose key it is remains to be asked. */
    public static Optional<String> flaw(JsonNode receipt) {
        if (!receipt.isObject()) {
            return Optional.of("not a receipt");
        }
        JsonNode signature = receipt.path("signature");
        if (!signature.path("key_id").isString() || !signature.path("sig").isString()) {
            return Optional.of("no signature");
        }
        ObjectNode body = ((ObjectNode) receipt).deepCopy();
        body.remove(UNSIGNED);
        Signature claimed = new Signature(
                signature.path("alg").asString(""),
                signature.path("key_id").stringValue(),
                signature.path("sig").stringValue());
        return SigningKey.verify(claimed, CanonicalJson.bytes(body))
                ? Optional.empty()
                : Optional.of(
                        receipt.path(REDACTED).asBoolean(false)
                                ? "redacted: the signature can only be checked with the private parts, which are left out"
                                : "the signature is not this receipt's");
    }

    /** A signature as a receipt's member. */
    public static ObjectNode node(Signature signature) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("alg", signature.alg())
                .put("key_id", signature.keyId())
                .put("sig", signature.sig());
    }

    /** What a worker signs of its result: attempt, job and result as one object. */
    public static byte[] workerStatement(String jobId, int attempt, JsonNode result) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("attempt", attempt);
        statement.put("job_id", jobId);
        statement.set("result", result);
        return CanonicalJson.bytes(statement);
    }
}
