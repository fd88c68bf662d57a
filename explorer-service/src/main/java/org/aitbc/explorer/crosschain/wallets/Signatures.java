package org.aitbc.explorer.crosschain.wallets;

import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.hex.Hex;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** Signatures of messages, as wallets make them (EIP-191, {@code personal_sign}). */
final class Signatures {

    private static final Pattern SIGNATURE = Pattern.compile("(?:0x)?[0-9a-fA-F]{130}");
    /** Some wallets leave out the 27 that is added to the parity. */
    private static final int FIRST_V = 27;

    private Signatures() {}

    /** Whether the address made it. Any 65 bytes may recover to some address, so only a comparison tells. */
    static boolean isOf(String address, String message, String signature) {
        if (!SIGNATURE.matcher(signature).matches()) {
            throw new Invalid("INVALID_SIGNATURE", "signature: must be 65 bytes in hexadecimal digits");
        }
        byte[] bytes = Hex.bytes(signature);
        byte v = bytes[64];
        try {
            Sign.SignatureData parts =
                    new Sign.SignatureData(v >= 0 && v < 2 ? (byte) (v + FIRST_V) : v, part(bytes, 0), part(bytes, 32));
            return Numeric.prependHexPrefix(Keys.getAddress(Sign.signedPrefixedMessageToKey(text(message), parts)))
                    .equals(address);
        } catch (SignatureException | RuntimeException nobodys) {
            return false;
        }
    }

    /** What is hashed and signed. */
    static String hash(String message) {
        return Hex.of(Sign.getEthereumMessageHash(text(message)));
    }

    static byte[] text(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, from + 32);
    }
}
