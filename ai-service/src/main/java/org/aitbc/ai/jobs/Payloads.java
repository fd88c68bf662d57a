package org.aitbc.ai.jobs;

import java.nio.charset.StandardCharsets;
import org.aitbc.domain.error.Invalid;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** What a payload may be, so that everybody who gets it within something else can read it: workers, and those who look it up. */
@Component
class Payloads {

    private static final int DEEPEST = 100;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private final DataSize largest;

    Payloads(@Value("${aitbc.jobs.max-payload}") DataSize largest) {
        this.largest = largest;
    }

    /**
     * Its JSON text.
     *
     * @throws Invalid when it is too large, nests too deep, or could not be given back as it was said
     */
    String text(JsonNode payload) {
        if (isDeeperThan(DEEPEST, payload)) {
            throw new Invalid("PAYLOAD_TOO_DEEP", "payload: nests deeper than " + DEEPEST + " levels");
        }
        String text = payload.toString();
        if (text.length() > largest.toBytes() / MOST_BYTES_OF_A_CHAR
                && text.getBytes(StandardCharsets.UTF_8).length > largest.toBytes()) {
            throw new Invalid("PAYLOAD_TOO_LARGE", "payload: has more than " + largest.toBytes() + " bytes");
        }
        if (!isFinite(payload) || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Invalid(
                    "VALIDATION_ERROR", "payload: holds a number out of a double's range, or half of a character");
        }
        return text;
    }

    private static boolean isDeeperThan(int levels, JsonNode value) {
        return value.isContainer()
                && (levels == 0 || value.valueStream().anyMatch(inner -> isDeeperThan(levels - 1, inner)));
    }

    /** Whether each number is one that others can read: decimals out of range were read as infinity. */
    private static boolean isFinite(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, ARRAY -> value.valueStream().allMatch(Payloads::isFinite);
            case NUMBER ->
                Double.isFinite(
                        value.isIntegralNumber() ? value.bigIntegerValue().doubleValue() : value.doubleValue());
            default -> true;
        };
    }
}
