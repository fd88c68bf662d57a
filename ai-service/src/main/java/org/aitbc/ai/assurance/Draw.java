package org.aitbc.ai.assurance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;

/**
 * A draw that can be looked at afterwards: the secret is committed to before anybody runs the job, and with the job's id it
 * decides.
 *
 * @param secret 32 bytes in hexadecimal digits
 */
record Draw(String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    /** So many bits of the hash are the number that is drawn. */
    private static final int BITS = 64;

    static Draw committed() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new Draw(HexFormat.of().formatHex(secret));
    }

    /** SHA-256 of the secret bytes. */
    String commitment() {
        return HexFormat.of().formatHex(sha256(bytes()));
    }

    /** Whether the first 64 bits of SHA-256(secret, job id), as a fraction of one, are below the probability. */
    boolean hits(UUID job, BigDecimal probability) {
        byte[] hash = sha256(ByteBuffer.allocate(BYTES + Long.BYTES + Long.BYTES)
                .put(bytes())
                .putLong(job.getMostSignificantBits())
                .putLong(job.getLeastSignificantBits())
                .array());
        BigInteger drawn = new BigInteger(1, hash).shiftRight((hash.length * Byte.SIZE) - BITS);
        return new BigDecimal(drawn).compareTo(probability.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(BITS))))
                < 0;
    }

    private byte[] bytes() {
        return HexFormat.of().parseHex(secret);
    }

    private static byte[] sha256(byte[] bytes) {
        return Sha256.digest().digest(bytes);
    }
}
