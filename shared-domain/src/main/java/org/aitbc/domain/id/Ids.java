package org.aitbc.domain.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aitbc.domain.error.NotFound;

/**
 * Ids of jobs, leases and receipts: UUID version 7 (RFC 9562), so that they sort by the time they were made. On the wire
 * they are 32 hexadecimal digits without dashes, as the legacy API wrote them.
 */
public final class Ids {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern DASHES = Pattern.compile("-", Pattern.LITERAL);
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");

    private Ids() {}

    /** A new id, greater than each id this process made before. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The id as 32 lower-case hexadecimal digits. */
    public static String text(UUID id) {
        return DASHES.matcher(id.toString()).replaceAll("");
    }

    /**
     * Reads an id with or without dashes.
     *
     * @throws NotFound when the text is no id: nothing can be known by it
     */
    public static UUID parse(String text) {
        String hex = DASHES.matcher(text).replaceAll("");
        if (!HEX.matcher(hex).matches()) {
            throw new NotFound(
                    "NOT_FOUND", "nothing has the id '" + text.substring(0, Math.min(text.length(), 64)) + "'");
        }
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
