package org.aitbc.standalone.machine;

/** The machine does not let the suite start as asked; the message is one line for the person who asked. */
public final class Refused extends RuntimeException {

    public Refused(String message) {
        super(message);
    }
}
