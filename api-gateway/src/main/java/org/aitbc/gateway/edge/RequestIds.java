package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id that a request, its answer and every log line about it share. */
final class RequestIds {

    static final AsciiString HEADER = AsciiString.cached("X-Request-ID");

    private static final int LONGEST = 128;
    private static final long NO_VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long NO_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private RequestIds() {}

    /** The id sent, or a new one where there is none that can be trusted in a log. */
    static String of(HttpHeaders headers) {
        String sent = headers.get(HEADER);
        return sent != null && isUsable(sent) ? sent : made();
    }

    // It has to be unique, but nobody's secret: the random numbers of UUID.randomUUID would cost a lock.
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID((random.nextLong() & NO_VERSION) | VERSION_4, (random.nextLong() & NO_VARIANT) | Long.MIN_VALUE)
                .toString();
    }

    private static boolean isUsable(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }
}
