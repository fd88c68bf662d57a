package org.aitbc.gateway.page;

import io.netty.handler.codec.http.HttpHeaders;

/** Pages that the gateway answers by itself. */
public interface Page {

    /** Whether a canonical path is one of these. */
    boolean isAt(String path);

    /** Whether they take enough work that an address may ask for few of them, and a full gateway has none. */
    default boolean isCostly() {
        return false;
    }

    /**
     * What is there. Called on a thread of its own, so that it may wait.
     *
     * @param asked the headers of the request
     * @throws org.aitbc.gateway.problem.Refused when it is not there after all
     */
    Reply get(String path, HttpHeaders asked);
}
