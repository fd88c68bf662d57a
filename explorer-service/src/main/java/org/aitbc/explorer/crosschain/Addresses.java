package org.aitbc.explorer.crosschain;

import java.util.Locale;
import java.util.regex.Pattern;
import org.aitbc.domain.error.Invalid;
import org.web3j.crypto.Keys;

/** Addresses as people write them. */
public final class Addresses {

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

    private Addresses() {}

    /**
     * The address in lower case.
     *
     * @throws Invalid when it is none, or its capitals, which are a checksum (EIP-55), show that it was mistyped
     */
    public static String checked(String name, String address) {
        if (!ADDRESS.matcher(address).matches() || !isWellTyped(address)) {
            throw new Invalid(
                    "INVALID_ADDRESS",
                    name
                            + ": must be 0x and 40 hexadecimal digits, whose capitals are the checksum of EIP-55 or all alike");
        }
        return address.toLowerCase(Locale.ROOT);
    }

    private static boolean isWellTyped(String address) {
        String digits = address.substring(2);
        return digits.equals(digits.toLowerCase(Locale.ROOT))
                || digits.equals(digits.toUpperCase(Locale.ROOT))
                || Keys.toChecksumAddress(address).equals(address);
    }
}
