package org.aitbc.market.performance;

/** That it was done. */
record Acknowledgement(boolean success, String message) {

    static Acknowledgement of(String message) {
        return new Acknowledgement(true, message);
    }
}
