package org.aitbc.domain.receipt;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Signs with AWS-LC, in a third of the time that Bouncy Castle takes: a receipt is signed for each job. Ed25519 leaves a
 * signer no choice (RFC 8032), so both make the same bytes.
 */
final class NativeSigner {

    /** The library takes no message above 1 MiB. */
    static final int LONGEST = 1 << 20;

    /** What stands before a seed in PKCS #8 (RFC 8410, section 7). */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final @Nullable Provider PROVIDER = provider();

    private final Provider provider;
    private final PrivateKey key;

    private NativeSigner(Provider provider, PrivateKey key) {
        this.provider = provider;
        this.key = key;
    }

    /** Null where the library does not load: it is there for Linux on x86-64. */
    static @Nullable NativeSigner of(byte[] seed) {
        if (PROVIDER == null) {
            return null;
        }
        byte[] encoded = new byte[PKCS8.length + seed.length];
        System.arraycopy(PKCS8, 0, encoded, 0, PKCS8.length);
        System.arraycopy(seed, 0, encoded, PKCS8.length, seed.length);
        try {
            return new NativeSigner(
                    PROVIDER,
                    KeyFactory.getInstance("EdDSA", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519", provider);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static @Nullable Provider provider() {
        // without a factory of the library's own each signature would translate the key again
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
                ? AmazonCorrettoCryptoProvider.INSTANCE
                : null;
    }
}
