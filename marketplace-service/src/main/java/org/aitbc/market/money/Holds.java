package org.aitbc.market.money;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.deal.HoldTerms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@link Deals} for callers that are no {@code Deal} yet. */
@Component
public class Holds {

    private final Deals deals;

    Holds(Deals deals) {
        this.deals = deals;
    }

    /** @see Deals#make */
    public <T> T deal(
            Caller caller,
            @Nullable String key,
            String operation,
            Object request,
            Class<T> type,
            Supplier<Terms> terms,
            Function<UUID, T> deal) {
        return deals.make(caller, key, operation, request, type, () -> terms(terms.get()), deal);
    }

    private static HoldTerms terms(Terms said) {
        return new HoldTerms(said.kind(), said.reference(), said.payer(), said.amount(), said.currency());
    }

    /** @see Deals#decide */
    public void decide(UUID hold, String kind, List<Share> shares) {
        deals.decide(hold, kind, shares);
    }
}
