package org.aitbc.starter.wake;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A hint as text: the sender, then {@code queue:id} pairs; no pairs where they would not fit a notification. */
final class WakeText {

    /** PostgreSQL takes less than 8,000 bytes. */
    private static final int MOST = 7_900;

    private WakeText() {}

    static String write(String sender, Map<Integer, UUID> least) {
        StringBuilder text = new StringBuilder(sender);
        least.forEach((queue, id) -> text.append(' ').append(queue).append(':').append(id));
        return text.length() > MOST ? sender : text.toString();
    }

    static Map<Integer, UUID> read(String text) {
        Map<Integer, UUID> least = new HashMap<>();
        String[] parts = text.split(" ", -1);
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            least.put(Integer.valueOf(parts[i].substring(0, colon)), UUID.fromString(parts[i].substring(colon + 1)));
        }
        return least;
    }
}
