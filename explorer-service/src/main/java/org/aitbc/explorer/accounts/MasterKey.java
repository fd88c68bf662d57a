package org.aitbc.explorer.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.secret.KeptSecret;
import org.springframework.stereotype.Component;

/** Encrypts the keys of accounts with AES-256-GCM, each bound to its address, so that none passes for another. */
@Component
class MasterKey {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte[] PURPOSE = "aitbc account keys".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    MasterKey(KeySettings settings) {
        String secret = settings.secret().isBlank()
                ? KeptSecret.hex(settings.file())
                : settings.secret().strip();
        try {
            key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(PURPOSE, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HKDF", e);
        }
    }

    /** The nonce and what it was encrypted to. */
    byte[] encrypt(String address, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, address).doFinal(plain);
            byte[] kept = Arrays.copyOf(nonce, nonce.length + encrypted.length);
            System.arraycopy(encrypted, 0, kept, nonce.length, encrypted.length);
            return kept;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    /** @throws Unavailable where it was encrypted with another master key, or changed */
    byte[] decrypt(String address, byte[] kept) {
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(kept, NONCE_BYTES), address)
                    .doFinal(kept, NONCE_BYTES, kept.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new Unavailable("ACCOUNT_LOCKED", "the master key does not open the account " + address);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String address) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(address.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
