package org.aitbc.market.global;

import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.springframework.stereotype.Component;

/** What buyer and seller do with a purchase; an admin may do both, and so decides where they do not agree. */
@Component
class SaleActions {

    private final Sales sales;
    private final Settlement settlement;
    private final ExternalSales external;
    private final GlobalSettings settings;

    SaleActions(Sales sales, Settlement settlement, ExternalSales external, GlobalSettings settings) {
        this.sales = sales;
        this.settlement = settlement;
        this.external = external;
        this.settings = settings;
    }

    /** @throws NotFound when there is none that the caller takes part in */
    Sale visible(Caller caller, UUID id) {
        return sales.find(id)
                .filter(sale -> caller.isAdmin() || sale.isOf(caller.subject()))
                .orElseThrow(Sales::unknown);
    }

    Sale act(Caller caller, UUID id, Verb verb) {
        Sale sale = visible(caller, id);
        boolean seller = caller.isAdmin() || sale.seller().equals(caller.subject());
        boolean buyer = caller.isAdmin() || sale.buyer().equals(caller.subject());
        if (!(verb == Verb.CANCEL || (verb == Verb.DELIVER ? seller : buyer))) {
            throw new Forbidden("NOT_YOUR_PART", "that is for the other side");
        }
        boolean done = sale.market() == null ? here(sale, verb, seller) : external.act(sale, verb);
        Sale now = sales.require(id);
        if (!done && !verb.isDone(now)) {
            throw new Conflict("WRONG_STATE", "the purchase is " + now.state() + ", its delivery " + now.delivery());
        }
        return now;
    }

    private boolean here(Sale sale, Verb verb, boolean seller) {
        return switch (verb) {
            case DELIVER -> sales.deliver(sale.id(), settings.confirmWithin());
            case CONFIRM -> settlement.release(sale.id(), true);
            // what was delivered a buyer does not get for nothing
            case CANCEL -> settlement.refund(sale, "cancelled", seller);
        };
    }
}
