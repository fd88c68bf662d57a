package org.aitbc.worker.receipt;

/** What does not hold, in words for people. */
final class Flaw extends Exception {

    private static final long serialVersionUID = 1;

    Flaw(String why) {
        super(why);
    }
}
