package org.aitbc.explorer.anchoring;

import java.util.List;
import org.aitbc.explorer.hex.Hex;

/**
 * That the log of one size begins with the log of another (RFC 6962, section 2.1.2).
 *
 * @param from the smaller log
 * @param to the greater log
 * @param path hashes of the proof, in hexadecimal digits with 0x
 */
record ConsistencyProof(TreeHead from, TreeHead to, List<String> path) {

    /**
     * @param size number of leaves
     */
    record TreeHead(long size, String root) {}

    static ConsistencyProof of(long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> path) {
        return new ConsistencyProof(
                new TreeHead(from, Hex.of(fromRoot)), new TreeHead(to, Hex.of(toRoot)), Hex.of(path));
    }
}
