package org.aitbc.explorer.crosschain.routing;

/**
 * What counts how much when chains are compared; together 1.
 *
 * @param gasPriceWeight weight of a low price of gas
 * @param confirmationTimeWeight weight of a short time to be final
 * @param successRateWeight weight of the share that succeeded
 * @param queueLengthWeight weight of a short queue
 */
record Weights(
        double gasPriceWeight, double confirmationTimeWeight, double successRateWeight, double queueLengthWeight) {

    static Weights of(String urgency) {
        return switch (urgency) {
            case "low" -> new Weights(0.6, 0.1, 0.2, 0.1);
            case "medium" -> new Weights(0.4, 0.3, 0.2, 0.1);
            default -> new Weights(0.1, 0.6, 0.2, 0.1);
        };
    }

    /** Each share is 0 to 1, where 1 is the best. */
    double score(double gasPrice, double confirmationTime, double successRate, double queueLength) {
        return gasPrice * gasPriceWeight
                + confirmationTime * confirmationTimeWeight
                + successRate * successRateWeight
                + queueLength * queueLengthWeight;
    }
}
