package org.aitbc.worker.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether this machine's GPUs are on the market. */
public final class MarketOptions {

    @Option(
            names = "--list-price-per-hour",
            paramLabel = "P",
            defaultValue = "${env:AITBC_LIST_PRICE_PER_HOUR}",
            description = "put each GPU on the market, for so many AITBC an hour"
                    + " (AITBC_LIST_PRICE_PER_HOUR, default: not on the market)")
    private @Nullable Double pricePerHour;

    /** AITBC, or null where nothing is to be listed. */
    public @Nullable Double pricePerHour() {
        return pricePerHour;
    }

    /** What is wrong with what was said, or nothing. */
    public String complaint() {
        return pricePerHour == null || (pricePerHour >= 0 && Double.isFinite(pricePerHour))
                ? ""
                : "--list-price-per-hour must not be negative";
    }
}
