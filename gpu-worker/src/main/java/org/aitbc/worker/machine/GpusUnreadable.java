package org.aitbc.worker.machine;

/** The driver cannot be asked; the message says why. */
final class GpusUnreadable extends Exception {

    GpusUnreadable(String why) {
        super(why);
    }
}
