package org.aitbc.market.pricing;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.pricing.DynamicPrices.Quote;

/** A made price in words. */
final class Reasons {

    private static final double MUCH = 0.01;

    private Reasons() {}

    static List<String> of(Gpu gpu, Quote made) {
        List<String> reasons = new ArrayList<>();
        reasons.add(
                "%.0f %% of working GPUs of this model are booked, and %.2f were asked for in the last day for each of them"
                        .formatted(100 * made.utilisation(), made.demandLevel()));
        say(reasons, made.base(), "the strategy asks for");
        say(reasons, made.demand(), "demand makes it");
        say(reasons, made.competition(), "what others ask for makes it");
        if (made.price().compareTo(gpu.pricePerHour()) == 0) {
            reasons.add("it is the listed price");
        }
        return reasons;
    }

    private static void say(List<String> reasons, double multiplier, String who) {
        if (Math.abs(multiplier - 1) >= MUCH) {
            reasons.add(
                    "%s %.0f %% %s".formatted(who, 100 * Math.abs(multiplier - 1), multiplier > 1 ? "more" : "less"));
        }
    }
}
