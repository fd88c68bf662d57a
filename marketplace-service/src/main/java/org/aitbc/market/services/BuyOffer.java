package org.aitbc.market.services;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.licensing.Licenses;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.services.ServiceSale.ServicePurchaseRequest;
import org.aitbc.starter.deal.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sells units of an offer: the money is held at the quoted price, then they are taken off the offer's capacity. */
@Component
record BuyOffer(
        Offers offers,
        Sales sales,
        Deals deals,
        Licenses licenses,
        SupportedChains chains,
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
            from offer""";

    /** What is kept for repetitions of a request. */
    record Bought(UUID id) {}

    /** @param feeRate what the bridge would take, as a share */
    private record Quote(BigDecimal price, BigDecimal feeRate) {}

    ServiceSale buy(Caller caller, ServicePurchaseRequest request) {
        String buyer = Principals.of(caller, request.buyerId(), "buyer_id");
        Purchase purchase = new Purchase(buyer, Ids.parse(request.offerId()));
        return sales.require(deals.make("service.buy", purchase, caller, request).id);
    }

    /** A request of a buyer, and the price that it was quoted. */
    private final class Purchase implements Deal<ServicePurchaseRequest, Bought> {

        private final String buyer;
        private final UUID offerId;
        private @Nullable Quote quote;

        Purchase(String buyer, UUID offerId) {
            this.buyer = buyer;
            this.offerId = offerId;
        }

        @Override
        public HoldTerms terms(Caller caller, ServicePurchaseRequest request) {
            ServiceOffer offer = offers.require(offerId);
            Invalid.when(offer.agentId().equals(buyer), "OWN_OFFER", "buyer_id: sells it");
            String region = request.targetRegion();
            boolean delivered = offer.regionsAvailable().isEmpty()
                    || region.equals(ServiceOffer.ANYWHERE)
                    || offer.regionsAvailable().contains(region);
            Invalid.when(!delivered, "VALIDATION_ERROR", "target_region: it is not sold there");
            Long chain = request.targetChain();
            boolean listed = chain == null || offer.supportedChains().contains(chain);
            Invalid.when(!listed, "VALIDATION_ERROR", "target_chain: it is not sold there");
            licenses.require(offerId, buyer, request.licenseId());
            Conflict.when(offer.isExpired(), "OFFER_EXPIRED", "the offer has expired");
            requireLeft(offer.availableCapacity() >= request.quantity());
            BigDecimal feeRate = chains.feeRate(request.sourceChain(), chain);
            BigDecimal price = price(offer, request);
            quote = new Quote(price, feeRate);
            BigDecimal total = price.multiply(BigDecimal.valueOf(request.quantity()));
            return new HoldTerms("service.hold", "offer " + offerId, buyer, total, Currency.valueOf(offer.currency()));
        }

        @Override
        public Bought create(UUID hold, Caller caller, ServicePurchaseRequest request) {
            Quote quoted = Objects.requireNonNull(quote);
            UUID id = Ids.next();
            licenses.accept(offerId, buyer, request.licenseId());
            int sold = jdbc.sql(SELL)
                    .paramSource(request)
                    .param("id", id)
                    .param("hold", hold)
                    .param("buyer", buyer)
                    .param("offer", offerId)
                    .param("price", quoted.price)
                    .param("feeRate", quoted.feeRate)
                    .param("due", ManageSales.DELIVER_WITHIN)
                    .update();
            requireLeft(sold == 1);
            return new Bought(id);
        }

        private BigDecimal price(ServiceOffer offer, ServicePurchaseRequest request) {
            FeatureFlags.IntegrationOptions on = flags.current();
            BigDecimal price = offer.basePrice();
            if (on.regionalPricingEnabled()) {
                price = offer.pricePerRegion().getOrDefault(request.targetRegion(), price);
            }
            if (on.crossChainPricingEnabled()) {
                price = offer.crossChainPricing().getOrDefault(String.valueOf(request.targetChain()), price);
            }
            return price;
        }
    }

    private static void requireLeft(boolean enough) {
        Conflict.when(!enough, "OFFER_SOLD_OUT", "so much is not left of the offer");
    }
}
