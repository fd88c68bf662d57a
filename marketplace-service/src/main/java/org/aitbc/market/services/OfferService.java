package org.aitbc.market.services;

import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.licensing.Licenses;
import org.aitbc.market.licensing.Licenses.License;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.region.Region;
import org.aitbc.market.region.Regions;
import org.aitbc.market.services.ServiceOffer.ListedOffer;
import org.aitbc.market.services.ServiceOffer.ServiceOfferRequest;
import org.aitbc.market.services.ServiceSale.ServicePurchaseRequest;
import org.springframework.stereotype.Component;

/** Lists services on the market, with what regions and licences say of them. */
@Component
record OfferService(Offers offers, Regions regions, SupportedChains chains, Licenses licenses, FeatureFlags flags) {

    ListedOffer create(Caller caller, ServiceOfferRequest request) {
        return create(caller, request, Objects.requireNonNullElse(request.supportedChains(), List.of()));
    }

    /** Without chains it is listed on all that have a node, where that is switched on. */
    ListedOffer createCrossChain(Caller caller, ServiceOfferRequest request, double leastReputation) {
        double reputation = offers.reputation(Principals.of(caller, request.agentId(), "agent_id"));
        Invalid.when(
                reputation < leastReputation, "INSUFFICIENT_REPUTATION", "too few of the seller's sales went well");
        if (request.supportedChains() != null && !request.supportedChains().isEmpty()) {
            return create(caller, request);
        }
        Invalid.when(!flags.current().autoCrossChainListing(), "VALIDATION_ERROR", "supported_chains: are required");
        return create(caller, request, chains.available());
    }

    private ListedOffer create(Caller caller, ServiceOfferRequest request, List<Long> listed) {
        String agent = Principals.of(caller, request.agentId(), "agent_id");
        Currency currency = Currency.orAitbc(request.currency());
        List<String> sold = request.regionsAvailable();
        require(regions.unknown(sold), ServiceOffer.ANYWHERE::equals, "regions_available: is no region: ");
        require(request.pricePerRegion().keySet(), sold::contains, "price_per_region: is not sold in ");
        require(request.crossChainPricing().keySet(), listed::contains, "cross_chain_pricing: is not listed on ");
        UUID id = Ids.next();
        offers.add(id, agent, currency, chains.require(listed), request);
        return require(id);
    }

    /** The same purchase on the first chain of its offer, where it names none. */
    ServicePurchaseRequest onChain(ServicePurchaseRequest request) {
        Long source = request.sourceChain();
        Long target = request.targetChain();
        if (source == null && target == null) {
            List<Long> listed = offers.require(Ids.parse(request.offerId())).supportedChains();
            Invalid.when(listed.isEmpty(), "VALIDATION_ERROR", "offer_id: is listed on no chain");
            source = listed.getFirst();
        }
        return request.withChains(source == null ? target : source, target == null ? source : target);
    }

    ListedOffer require(UUID id) {
        return listed(List.of(offers.require(id))).getFirst();
    }

    List<ListedOffer> listed(List<ServiceOffer> found) {
        Map<String, String> statuses =
                regions.all(null).stream().collect(Collectors.toMap(Region::regionCode, Region::status));
        Map<UUID, List<License>> needed =
                licenses.of(found.stream().map(ServiceOffer::id).toList());
        return found.stream()
                .map(offer -> {
                    Map<String, String> own = new LinkedHashMap<>();
                    offer.regionsAvailable()
                            .forEach(region -> own.put(region, statuses.getOrDefault(region, "inactive")));
                    return new ListedOffer(offer, own, needed.getOrDefault(offer.id(), List.of()));
                })
                .toList();
    }

    private static <T> void require(Iterable<T> values, Predicate<T> holds, String otherwise) {
        for (T value : values) {
            Invalid.when(!holds.test(value), "VALIDATION_ERROR", otherwise + value);
        }
    }
}
