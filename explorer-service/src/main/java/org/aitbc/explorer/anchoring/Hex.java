package org.aitbc.explorer.anchoring;

import java.util.HexFormat;
import java.util.List;

/** Hashes as the API writes them. */
final class Hex {

    private Hex() {}

    static String of(byte[] hash) {
        return "0x" + HexFormat.of().formatHex(hash);
    }

    static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash, 2, hash.length());
    }

    static List<String> of(List<byte[]> hashes) {
        return hashes.stream().map(Hex::of).toList();
    }
}
