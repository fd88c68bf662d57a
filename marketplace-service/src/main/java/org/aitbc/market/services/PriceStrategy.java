package org.aitbc.market.services;

import java.math.BigDecimal;
import org.aitbc.market.amount.Amounts;

/** How a price follows demand: from the least to the most that is asked, as shares of the base price. */
enum PriceStrategy {
    BALANCED("Balanced", "Around the base price, as demand is below or above supply", "0.8", "1.2"),
    AGGRESSIVE("Aggressive", "At most the base price, to sell what is left", "0.7", "1.0"),
    PREMIUM("Premium", "At least the base price, more where little is left", "1.0", "1.5");

    private final String title;
    private final String description;
    private final BigDecimal least;
    private final BigDecimal most;

    PriceStrategy(String title, String description, String least, String most) {
        this.title = title;
        this.description = description;
        this.least = new BigDecimal(least);
        this.most = new BigDecimal(most);
    }

    /** @param priceRange shares of the base price */
    record StrategyTerms(String name, String description, String priceRange) {}

    StrategyTerms terms() {
        return new StrategyTerms(title, description, least + "-" + most);
    }

    /** @param demand 0 where nothing was sold, 1 where nothing is left */
    BigDecimal price(BigDecimal base, double demand) {
        BigDecimal share = least.add(most.subtract(least).multiply(BigDecimal.valueOf(demand)));
        return Amounts.normalized(Amounts.rounded(base.multiply(share)));
    }
}
