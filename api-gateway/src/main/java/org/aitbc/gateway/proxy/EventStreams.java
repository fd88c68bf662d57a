package org.aitbc.gateway.proxy;

import org.jspecify.annotations.Nullable;

final class EventStreams {

    private static final String TYPE = "text/event-stream";

    private EventStreams() {}

    static boolean isOne(@Nullable String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }
}
