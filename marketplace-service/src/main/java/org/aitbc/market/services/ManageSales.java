package org.aitbc.market.services;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.licensing.Royalties;
import org.aitbc.market.licensing.Royalties.Royalty;
import org.aitbc.market.services.ServiceOffer.Status;
import org.aitbc.market.services.ServiceSale.Action;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What buyer, seller and time do with a purchase, and what becomes of its money. An admin may act for both sides, and so
 * decides where they do not agree.
 */
@Component
record ManageSales(Sales sales, Royalties royalties, Deals deals, Sweeps sweeps, TransactionTemplate transactions) {

    /** How long a seller has; then the money goes back. */
    static final Duration DELIVER_WITHIN = Duration.ofDays(1);
    /** How long a buyer may look at a delivery; then it is paid for. */
    static final Duration CONFIRM_WITHIN = Duration.ofDays(3);

    /** @throws NotFound when there is none that the caller takes part in */
    ServiceSale visible(Caller caller, UUID id) {
        ServiceSale sale = sales.require(id);
        if (!isSeller(caller, sale) && !isBuyer(caller, sale)) {
            throw Sales.unknown();
        }
        return sale;
    }

    ServiceSale act(Caller caller, UUID id, Action action) {
        return transactions.execute(_ -> take(caller, id, action));
    }

    private ServiceSale take(Caller caller, UUID id, Action action) {
        ServiceSale sale = visible(caller, id);
        boolean seller = isSeller(caller, sale);
        boolean allowed = switch (action) {
            case DELIVER -> seller;
            case CONFIRM -> isBuyer(caller, sale);
            case CANCEL -> true;
        };
        Forbidden.when(!allowed, "NOT_YOUR_PART", "that is for the other side");
        boolean done = switch (action) {
            case DELIVER -> sales.deliver(id, CONFIRM_WITHIN);
            case CONFIRM -> release(sale, true);
            // a buyer does not get for nothing what was delivered
            case CANCEL -> refund(sale, Status.CANCELLED, seller);
        };
        ServiceSale now = sales.require(id);
        String state = now.status().name().toLowerCase(Locale.ROOT) + ", its delivery " + now.deliveryStatus();
        Conflict.when(!done && !now.isAfter(action), "WRONG_STATE", "the purchase is " + state);
        return now;
    }

    /** Pays for what was delivered in time, and gives the money back where nothing was. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        sweeps.each("purchase of services", sales::due, this::expire);
    }

    private void expire(UUID id) {
        ServiceSale sale = sales.require(id);
        if (sale.isDue() && sale.deliveryStatus().equals("delivered")) {
            release(sale, false);
        } else if (sale.isDue()) {
            refund(sale, Status.EXPIRED, false);
        }
    }

    /** Pays the seller, and those who have a share in the offer. */
    private boolean release(ServiceSale sale, boolean confirmed) {
        if (!sales.complete(sale.id(), confirmed)) {
            return false;
        }
        Map<String, BigDecimal> owners = new TreeMap<>();
        for (Royalty part : parts(sale)) {
            sales.payOut(sale.id(), part);
            owners.merge(part.owner(), part.amount(), BigDecimal::add);
        }
        List<Share> shares = owners.entrySet().stream()
                .map(owner -> new Share(owner.getKey(), owner.getValue(), true))
                .toList();
        deals.decide(sale.holdId(), "service.settle", shares);
        return true;
    }

    /** @param delivered whether it may have been delivered */
    private boolean refund(ServiceSale sale, Status status, boolean delivered) {
        boolean closed = sales.close(sale.id(), status, delivered);
        if (closed) {
            deals.decide(sale.holdId(), "service.refund", List.of());
        }
        return closed;
    }

    private List<Royalty> parts(ServiceSale sale) {
        UUID offer = sale.offerId();
        List<Royalty> parts = new ArrayList<>(offer == null ? List.of() : royalties.of(offer, sale.totalAmount()));
        BigDecimal rest = parts.stream().map(Royalty::amount).reduce(sale.totalAmount(), BigDecimal::subtract);
        if (rest.signum() > 0) {
            parts.add(new Royalty("seller", sale.sellerId(), rest));
        }
        return parts;
    }

    private static boolean isSeller(Caller caller, ServiceSale sale) {
        return caller.isAdmin() || sale.sellerId().equals(caller.subject());
    }

    private static boolean isBuyer(Caller caller, ServiceSale sale) {
        return caller.isAdmin() || sale.buyerId().equals(caller.subject());
    }
}
