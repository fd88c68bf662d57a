package org.aitbc.starter.wake;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hint as text: the sender, then {@code queue:id} pairs; no pairs where they would not fit a notification. */
final class NotificationText {

    /** PostgreSQL takes less than 8,000 bytes. */
    private static final int MOST = 7_900;

    private static final Pattern PAIR =
            Pattern.compile(" (\\d{1,9}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?= |$)");

    private NotificationText() {}

    static String write(String sender, Map<Integer, UUID> least) {
        StringBuilder text = new StringBuilder(sender);
        least.forEach((queue, id) -> text.append(' ').append(queue).append(':').append(id));
        return text.length() > MOST ? sender : text.toString();
    }

    /** A text of another version of the suite reads as one without pairs. */
    static Map<Integer, UUID> read(String text) {
        Map<Integer, UUID> least = new HashMap<>();
        for (Matcher pair = PAIR.matcher(text); pair.find(); ) {
            least.put(Integer.valueOf(pair.group(1)), UUID.fromString(pair.group(2)));
        }
        return least;
    }
}
