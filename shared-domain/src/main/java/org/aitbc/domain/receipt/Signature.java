package org.aitbc.domain.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;

/**
 * A signature as receipts carry it.
 *
 * @param alg always Ed25519
 * @param keyId the public key, base64url without padding
 * @param sig the 64 bytes, base64url without padding
 */
public record Signature(
        @NotNull String alg,
        @JsonProperty("key_id") @NotNull String keyId,
        @NotNull String sig) {

    public static final String ED25519 = "Ed25519";
}
