package org.aitbc.worker.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What this machine is paid for, and whether its GPUs are on the market. */
public final class MarketOptions {

    @Option(
            names = "--list-price-per-hour",
            paramLabel = "P",
            defaultValue = "${env:AITBC_LIST_PRICE_PER_HOUR}",
            description = "put each GPU on the market, for so many AITBC an hour"
                    + " (AITBC_LIST_PRICE_PER_HOUR, default: not on the market)")
    private @Nullable Double pricePerHour;

    @Option(
            names = "--price",
            paramLabel = "P",
            defaultValue = "${env:AITBC_PRICE}",
            description = "AITBC per GPU second (AITBC_PRICE, default: the network's price)")
    private @Nullable Double price;

    @Option(
            names = "--least-price",
            paramLabel = "P",
            defaultValue = "${env:AITBC_LEAST_PRICE}",
            description = "no job by the second for less AITBC per GPU second (AITBC_LEAST_PRICE, default: any)")
    private @Nullable Double leastPrice;

    @Option(
            names = "--least-job-price",
            paramLabel = "P",
            defaultValue = "${env:AITBC_LEAST_JOB_PRICE}",
            description = "no job with a fixed price for less AITBC; its first digit counts (AITBC_LEAST_JOB_PRICE,"
                    + " default: any)")
    private @Nullable Double leastJobPrice;

    @Option(
            names = "--unpaid",
            paramLabel = "BOOLEAN",
            arity = "1",
            defaultValue = "${env:AITBC_UNPAID}",
            description = "whether to take jobs that nothing is paid for (AITBC_UNPAID, default: only where no least"
                    + " price is said)")
    private @Nullable Boolean unpaid;

    /** Adds the options that were given to the capabilities. */
    public void describe(ObjectNode capabilities) {
        put(capabilities, "price", price);
        put(capabilities, "least_price", leastPrice);
        put(capabilities, "least_job_price", leastJobPrice);
        if (unpaid != null) {
            capabilities.put("unpaid", unpaid);
        }
        if (pricePerHour != null) {
            capabilities.putObject("market").put("list", true).put("price_per_hour", pricePerHour);
        }
    }

    private static void put(ObjectNode capabilities, String name, @Nullable Double amount) {
        if (amount != null) {
            capabilities.put(name, amount);
        }
    }

    /** What is wrong with what was said, or nothing. */
    public String complaint() {
        if (isWrong(pricePerHour) || isWrong(price) || isWrong(leastPrice) || isWrong(leastJobPrice)) {
            return "--list-price-per-hour, --price, --least-price and --least-job-price must not be negative";
        }
        return price != null && leastPrice != null && price < leastPrice
                ? "--price must not be below --least-price"
                : "";
    }

    private static boolean isWrong(@Nullable Double price) {
        return price != null && !(price >= 0 && Double.isFinite(price));
    }
}
