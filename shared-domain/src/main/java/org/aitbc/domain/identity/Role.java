package org.aitbc.domain.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may be used for. */
public enum Role {
    /** Submits jobs and sees its own. */
    CLIENT,
    /** Runs jobs on its own machines. */
    MINER,
    /** Operates the suite. */
    ADMIN,
    /** Is itself a service of the suite and calls another one; no API key has this role. */
    SERVICE;

    /** As stored, as carried in tokens and as spelled in JSON: {@code client}, {@code miner}, {@code admin}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a stored or carried name. */
    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
