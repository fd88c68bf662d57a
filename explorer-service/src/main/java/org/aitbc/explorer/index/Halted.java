package org.aitbc.explorer.index;

/** A chain is read no further until people have looked, or the node is back on what is stored. */
final class Halted extends RuntimeException {

    Halted(String message) {
        super(message);
    }
}
