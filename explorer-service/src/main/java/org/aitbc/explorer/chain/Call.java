package org.aitbc.explorer.chain;

import java.util.List;

/** A JSON-RPC call; parameters as JSON has them. */
public record Call(String method, List<Object> parameters) {

    public Call {
        parameters = List.copyOf(parameters);
    }

    public static Call of(String method, Object... parameters) {
        return new Call(method, List.of(parameters));
    }

    /** A number as JSON-RPC writes it. */
    public static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }
}
