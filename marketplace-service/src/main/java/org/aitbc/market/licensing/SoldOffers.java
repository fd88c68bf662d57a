package org.aitbc.market.licensing;

import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The offers that royalties, licences and verifications belong to. */
@Component
record SoldOffers(JdbcClient jdbc, JsonMapper json) {

    /** @param agent the seller */
    record SoldOffer(UUID id, String agent, JsonNode specification) {}

    SoldOffer require(UUID id) {
        return jdbc.sql("select agent, specification from marketplace.service_offer where id = ?")
                .param(id)
                .query((row, _) -> new SoldOffer(id, row.getString(1), json.readTree(row.getString(2))))
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }
}
