package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What payment-service tells governance-service, service to service: how the payments for jobs were divided, and how other fees
 * would have divided them, in AITBC. The ledger is read from its end to the beginning, in pages that lock nothing.
 */
@HttpExchange
public interface FeeReplay {

    @PostExchange("/internal/payments/replay")
    Page replay(@RequestBody Wanted wanted);

    /**
     * @param from what is older is left out
     * @param through the last entry of the ledger that the page covers; null for the newest there is
     * @param networkFee in place of those that were in force; null where those count
     * @param feeShare of the network fee, for stakers; null where those count that were in force
     */
    record Wanted(
            Instant from,
            @Nullable Long through,
            @Nullable BigDecimal networkFee,
            @Nullable BigDecimal feeShare) {}

    /**
     * @param through the last entry of the ledger that the page covers
     * @param digest of the ledger up to that entry
     * @param next that the next page goes through; null when this was the last
     * @param since from when on payments have been replayed with this page
     * @param differences where the ledger is not what the values in force make of it; the newest ten of the page
     */
    record Page(
            long through,
            @Nullable String digest,
            @Nullable Long next,
            Instant since,
            long payments,
            List<Owner> owners,
            List<Difference> differences) {}

    /** What was paid for the jobs of one owner's miners, and what would have been. */
    record Owner(
            String owner,
            BigDecimal net,
            BigDecimal newNet,
            BigDecimal pool,
            BigDecimal newPool,
            BigDecimal network,
            BigDecimal newNetwork) {

        public Owner plus(Owner other) {
            return new Owner(
                    owner,
                    net.add(other.net),
                    newNet.add(other.newNet),
                    pool.add(other.pool),
                    newPool.add(other.newPool),
                    network.add(other.network),
                    newNetwork.add(other.newNetwork));
        }
    }

    /**
     * @param posting of the ledger
     * @param payment that it names as its reason
     * @param reason {@code NO_PAYMENT} where no payment was settled by it, {@code ENTRIES} where its entries do not add up to what
     *     was released, {@code RATES} where no values in force divide it so
     * @param expectedFee by the values in force; null without a payment
     */
    record Difference(
            UUID posting,
            String payment,
            Instant at,
            String reason,
            BigDecimal bookedFee,
            @Nullable BigDecimal expectedFee) {}
}
