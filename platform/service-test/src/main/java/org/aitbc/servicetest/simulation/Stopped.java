package org.aitbc.servicetest.simulation;

/** Ends a task whose machine died. Nothing may catch it. */
public final class Stopped extends Error {

    private static final long serialVersionUID = 1;

    Stopped() {
        super("the machine died", null, false, false);
    }
}
