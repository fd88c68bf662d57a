package org.aitbc.domain.receipt;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.aitbc.domain.secret.KeptSecret;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key pair (RFC 8032). Key ids and signatures are base64url without padding; the key id is the public key
 * itself, so that a signature can be checked with nothing else at hand.
 */
public final class SigningKey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder UNBASE64 = Base64.getUrlDecoder();

    private final Ed25519PrivateKeyParameters secret;
    private final @Nullable NativeSigner fast;
    private final String keyId;

    private SigningKey(byte[] seed) {
        secret = new Ed25519PrivateKeyParameters(seed);
        fast = NativeSigner.of(seed);
        keyId = BASE64.encodeToString(secret.generatePublicKey().getEncoded());
    }

    /** The key of a 32-byte seed, written as 64 hexadecimal digits. */
    public static SigningKey ofSeed(String hex) {
        byte[] seed = HexFormat.of().parseHex(hex.strip());
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("an Ed25519 seed has 64 hexadecimal digits");
        }
        return new SigningKey(seed);
    }

    /** The key kept in a file, which is made at first use, readable by its owner alone. */
    public static SigningKey kept(Path file) {
        return ofSeed(KeptSecret.hex(file));
    }

    /** The public key, and so the key id. */
    public String keyId() {
        return keyId;
    }

    public Signature sign(byte[] message) {
        byte[] signed =
                fast == null || message.length > NativeSigner.LONGEST ? signedInJava(message) : fast.sign(message);
        return new Signature(Signature.ED25519, keyId, BASE64.encodeToString(signed));
    }

    /** What {@link #sign} makes on any machine. */
    byte[] signedInJava(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** Whether the signature is the message's, by the key that the signature names. Text that is no key is simply false. */
    public static boolean verify(Signature signature, byte[] message) {
        try {
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(UNBASE64.decode(signature.keyId())));
            verifier.update(message, 0, message.length);
            return Signature.ED25519.equals(signature.alg())
                    && verifier.verifySignature(UNBASE64.decode(signature.sig()));
        } catch (IllegalArgumentException notAKey) {
            return false;
        }
    }
}
