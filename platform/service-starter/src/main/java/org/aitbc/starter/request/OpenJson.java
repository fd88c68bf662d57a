package org.aitbc.starter.request;

import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Open members of requests, which are kept as text. */
public final class OpenJson {

    private static final int MOST = 64 * 1024;

    private OpenJson() {}

    /** @throws Invalid when it is too long, or cannot be given back as it was said */
    public static void require(String member, @Nullable ObjectNode value) {
        String text = String.valueOf(value);
        if (text.length() > MOST || text.contains("\\u0000")) {
            throw new Invalid("VALIDATION_ERROR", member + ": at most 64 KiB, and no NUL character");
        }
    }
}
