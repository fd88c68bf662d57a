package org.aitbc.endtoend.security;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Text in a path or a query, where most clients would write it like this. */
final class Encoded {

    /** A target that is longer is answered for its length, which is worth a look only now and then. */
    private static final int LONGEST = 300;

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";

    private Encoded() {}

    static String of(String text, Random random) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf((char) b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xff));
            }
            if (encoded.length() > LONGEST && random.nextInt(50) > 0) {
                break;
            }
        }
        return encoded.toString();
    }
}
