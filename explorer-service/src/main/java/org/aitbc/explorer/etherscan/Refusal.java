package org.aitbc.explorer.etherscan;

/** What Etherscan answers with status 0, in its words. */
final class Refusal extends RuntimeException {

    Refusal(String message) {
        super(message, null, false, false);
    }
}
