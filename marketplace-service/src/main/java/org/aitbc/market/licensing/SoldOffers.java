package org.aitbc.market.licensing;

import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The offers that royalties, licences and verifications belong to. */
@Component
record SoldOffers(JdbcClient jdbc) {

    /** @param agent the seller */
    record SoldOffer(UUID id, String agent, JsonNode specification) {}

    SoldOffer require(UUID id) {
        return jdbc.sql("select id, agent, specification from marketplace.service_offer where id = ?")
                .param(id)
                .query(SoldOffer.class)
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }
}
