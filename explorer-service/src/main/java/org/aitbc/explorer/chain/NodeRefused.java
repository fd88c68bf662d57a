package org.aitbc.explorer.chain;

/** A node answered a call with an error. */
public final class NodeRefused extends RuntimeException {

    private final int code;

    NodeRefused(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The JSON-RPC error code. */
    public int code() {
        return code;
    }
}
