package org.aitbc.market.services;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.licensing.OfferTerms;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.services.ServiceSale.ServicePurchaseRequest;
import org.aitbc.starter.deal.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sells units of an offer: the money is held at the quoted price, then they are taken off the offer's capacity. */
@Component
record BuyOffer(
        Offers offers,
        Sales sales,
        Deals deals,
        OfferTerms offerTerms,
        ChainDirectory chains,
        FeatureFlags flags,
        JdbcClient jdbc) {

    /** Takes what is bought off the offer's capacity, where so much is left. */
    private static final String SELL = """
        with offer as (
          update marketplace.service_offer set available = available - :quantity, updated_at = now()
          where id = :offer and available >= :quantity and (expires_at is null or expires_at > now())
          returning id, agent, service_type, currency)
        insert into marketplace.service_transaction (id, hold_id, offer_id, buyer, seller, service_type, quantity,
          unit_price, total, currency, source_region, target_region, source_chain, target_chain, bridge_fee, state, due_at)
        select :id, :hold, id, :buyer, agent, service_type, :quantity, :price, :price * :quantity, currency,
          :sourceRegion, :targetRegion, :sourceChain::bigint, :targetChain::bigint,
          round(:price * :quantity * :feeRate, 8), 'active', now() + :due
        from offer
        """;

    /** What is kept for repetitions of a request. */
    record Bought(UUID id) {}

    ServiceSale buy(Caller caller, ServicePurchaseRequest request) {
        String buyer = Principals.of(caller, request.buyerId(), "buyer_id");
        Purchase purchase = new Purchase(buyer, Ids.parse(request.offerId()));
        return sales.require(deals.make("service.buy", purchase, caller, request).id);
    }

    /** The same on the first chain of its offer, where it names none. */
    ServiceSale buyOnChain(Caller caller, ServicePurchaseRequest request) {
        Long source = request.sourceChain();
        Long target = request.targetChain();
        if (source == null && target == null) {
            List<Long> listed = offers.require(Ids.parse(request.offerId())).supportedChains();
            Invalid.when(listed.isEmpty(), "VALIDATION_ERROR", "offer_id: is listed on no chain");
            source = listed.getFirst();
        }
        return buy(caller, request.withChains(source == null ? target : source, target == null ? source : target));
    }

    /** A request of a buyer, and the price that it was quoted. */
    private final class Purchase implements Deal<ServicePurchaseRequest, Bought> {

        private final String buyer;
        private final UUID offerId;
        private BigDecimal price = BigDecimal.ZERO;
        private BigDecimal feeRate = BigDecimal.ZERO;

        Purchase(String buyer, UUID offerId) {
            this.buyer = buyer;
            this.offerId = offerId;
        }

        @Override
        public HoldTerms terms(Caller caller, ServicePurchaseRequest request) {
            ServiceOffer offer = offers.require(offerId);
            Invalid.when(offer.agentId().equals(buyer), "OWN_OFFER", "buyer_id: sells it");
            String region = request.targetRegion();
            List<String> regions = offer.regionsAvailable();
            boolean delivered = regions.isEmpty() || region.equals(ServiceOffer.ANYWHERE) || regions.contains(region);
            Invalid.when(!delivered, "VALIDATION_ERROR", "target_region: it is not sold there");
            Long chain = request.targetChain();
            boolean listed = chain == null || offer.supportedChains().contains(chain);
            Invalid.when(!listed, "VALIDATION_ERROR", "target_chain: it is not sold there");
            offerTerms.requireLicense(offerId, buyer, request.licenseId());
            Conflict.when(offer.isExpired(), "OFFER_EXPIRED", "the offer has expired");
            requireLeft(offer.availableCapacity() >= request.quantity());
            feeRate = chains.feeRate(request.sourceChain(), chain);
            price = offer.price(flags.current(), region, chain);
            BigDecimal total = price.multiply(BigDecimal.valueOf(request.quantity()));
            return new HoldTerms("service.hold", "offer " + offerId, buyer, total, Currency.valueOf(offer.currency()));
        }

        @Override
        public Bought create(UUID hold, Caller caller, ServicePurchaseRequest request) {
            UUID id = Ids.next();
            offerTerms.acceptLicense(offerId, buyer, request.licenseId());
            int sold = jdbc.sql(SELL)
                    .paramSource(request)
                    .param("id", id)
                    .param("hold", hold)
                    .param("buyer", buyer)
                    .param("offer", offerId)
                    .param("price", price)
                    .param("feeRate", feeRate)
                    .param("due", Sales.DELIVER_WITHIN)
                    .update();
            requireLeft(sold == 1);
            return new Bought(id);
        }
    }

    private static void requireLeft(boolean enough) {
        Conflict.when(!enough, "OFFER_SOLD_OUT", "so much is not left of the offer");
    }
}
