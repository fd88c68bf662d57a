package org.aitbc.explorer.index;

/** A node said something that cannot be: its answers belong to different forks, or are none. */
final class BadAnswer extends RuntimeException {

    BadAnswer(String message) {
        super(message);
    }

    BadAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
