package org.aitbc.market.global;

import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.aitbc.market.row.Part;
import org.springframework.stereotype.Component;

/** Takes offers in, and shows them. */
@Component
class OfferDesk {

    /** Stands for no region in particular. */
    static final String ANYWHERE = "global";

    private final Offers offers;
    private final Regions regions;
    private final Chains chains;
    private final Licenses licenses;
    private final Options options;

    OfferDesk(Offers offers, Regions regions, Chains chains, Licenses licenses, Options options) {
        this.offers = offers;
        this.regions = regions;
        this.chains = chains;
        this.licenses = licenses;
        this.options = options;
    }

    ServiceOfferView create(Caller caller, ServiceOfferRequest wanted) {
        return create(caller, wanted, wanted.supportedChains() == null ? List.of() : wanted.supportedChains());
    }

    /** Without chains it is listed on all that there are, where that is switched on. */
    ServiceOfferView createCrossChain(Caller caller, ServiceOfferRequest wanted, double leastReputation) {
        if (offers.reputation(Principals.of(caller, wanted.agentId(), "agent_id")) < leastReputation) {
            throw new Invalid("INSUFFICIENT_REPUTATION", "too few of the seller's sales went well");
        }
        if (wanted.supportedChains() != null && !wanted.supportedChains().isEmpty()) {
            return create(caller, wanted, wanted.supportedChains());
        }
        if (!options.isOn(Option.AUTO_CROSS_CHAIN_LISTING)) {
            throw new Invalid("VALIDATION_ERROR", "supported_chains: are required");
        }
        return create(caller, wanted, chains.available());
    }

    private ServiceOfferView create(Caller caller, ServiceOfferRequest wanted, List<Long> listed) {
        String agent = Principals.of(caller, wanted.agentId(), "agent_id");
        Currency currency = Currency.orAitbc(wanted.currency());
        require(regions.unknown(wanted.regionsAvailable()), ANYWHERE::equals, "regions_available: is no region: ");
        require(
                wanted.pricePerRegion().keySet(),
                wanted.regionsAvailable()::contains,
                "price_per_region: is not sold in ");
        require(wanted.crossChainPricing().keySet(), listed::contains, "cross_chain_pricing: is not listed on ");
        UUID id = Ids.next();
        offers.add(id, agent, currency.name(), chains.checked(listed), wanted);
        return view(id);
    }

    /** The same purchase on the first chain of its offer, where it names none. */
    ServicePurchaseRequest onAChain(ServicePurchaseRequest wanted) {
        if (wanted.sourceChain() != null || wanted.targetChain() != null) {
            return wanted.withChains(
                    wanted.sourceChain() == null ? wanted.targetChain() : wanted.sourceChain(),
                    wanted.targetChain() == null ? wanted.sourceChain() : wanted.targetChain());
        }
        List<Long> listed = offers.require(Ids.parse(wanted.offerId())).chains();
        if (listed.isEmpty()) {
            throw new Invalid("VALIDATION_ERROR", "offer_id: is listed on no chain");
        }
        return wanted.withChains(listed.getFirst(), listed.getFirst());
    }

    ServiceOfferView view(UUID id) {
        return views(List.of(offers.require(id))).getFirst();
    }

    List<ServiceOfferView> list(OfferFilter filter, Part part) {
        return views(offers.list(filter, part, false));
    }

    /** Sellers whose sales went well come first, where that is switched on. */
    List<ServiceOfferView> ranked(OfferFilter filter, Part part) {
        return views(offers.list(filter, part, options.isOn(Option.REPUTATION_BASED_RANKING)));
    }

    private List<ServiceOfferView> views(List<Offer> found) {
        Map<String, String> statuses =
                regions.all(null).stream().collect(Collectors.toMap(Region::regionCode, Region::status));
        Map<UUID, List<License>> needed =
                licenses.of(found.stream().map(Offer::id).toList());
        return found.stream()
                .map(offer -> ServiceOfferView.of(offer, statuses, needed.getOrDefault(offer.id(), List.of())))
                .toList();
    }

    private static <T> void require(Iterable<T> values, Predicate<T> holds, String otherwise) {
        for (T value : values) {
            if (!holds.test(value)) {
                throw new Invalid("VALIDATION_ERROR", otherwise + value);
            }
        }
    }
}
