package org.aitbc.explorer.etherscan;

/** What Etherscan answers with status 0, in its words. */
final class Refusal extends RuntimeException {

    /** What tools know as the word to ask for less at once. */
    static Refusal tooLarge() {
        return new Refusal("Query Timeout occured. Please select a smaller result dataset");
    }

    Refusal(String message) {
        super(message, null, false, false);
    }
}
