package org.aitbc.bench.chaos.load;

/** Somebody with a key. */
public record Principal(String name, String key) {

    /** The header lines of a request. */
    String headers() {
        return "X-Api-Key: " + key + "\r\n";
    }

    /** The same for one of its miners. */
    String headers(String miner) {
        return headers() + "X-Miner-ID: " + miner + "\r\n";
    }
}
