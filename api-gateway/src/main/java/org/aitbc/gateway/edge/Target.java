package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.BitSet;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;

/**
 * What a request asks for.
 *
 * @param path raw
 * @param query with its question mark, or empty
 */
record Target(String path, String query) {

    private static final BitSet PLAIN = set("-._~!$&'()*+,;=:@/");
    private static final BitSet PLAIN_IN_QUERY = set("-._~!$&'()*+,;=:@/?[]");

    /** @throws Refused when it is no URI, or one that has no path */
    static Target of(String uri) {
        String local = uri.startsWith("/") ? uri : withoutAuthority(uri);
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        if (!isMadeOf(PLAIN, local, 0, path.length())
                || (question >= 0 && !isMadeOf(PLAIN_IN_QUERY, local, question, local.length()))) {
            throw malformed();
        }
        return new Target(path, question < 0 ? "" : local.substring(question));
    }

    private static String withoutAuthority(String uri) {
        if (!uri.regionMatches(true, 0, "http://", 0, 7) && !uri.regionMatches(true, 0, "https://", 0, 8)) {
            throw malformed();
        }
        int authority = uri.indexOf("//") + 2;
        int path = authority;
        while (path < uri.length() && uri.charAt(path) != '/' && uri.charAt(path) != '?') {
            path++;
        }
        String local = uri.substring(path);
        return local.startsWith("/") ? local : "/" + local;
    }

    private static boolean isMadeOf(BitSet plain, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= to || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
                i += 2;
            } else if (!plain.get(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    private static BitSet set(String marks) {
        BitSet set = new BitSet();
        set.set('a', 'z' + 1);
        set.set('A', 'Z' + 1);
        set.set('0', '9' + 1);
        marks.chars().forEach(set::set);
        return set;
    }

    private static Refused malformed() {
        return new Refused(
                Problem.of(HttpResponseStatus.BAD_REQUEST, "MALFORMED_ADDRESS", "the request target is not a URI"));
    }
}
