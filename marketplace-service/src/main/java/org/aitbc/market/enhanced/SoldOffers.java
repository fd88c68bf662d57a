package org.aitbc.market.enhanced;

import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The offers that royalties, licences and verifications are of. */
@Component
class SoldOffers {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SoldOffers(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @throws NotFound when there is none */
    SoldOffer require(UUID id) {
        return jdbc.sql("select agent, specification from marketplace.service_offer where id = ?")
                .param(id)
                .query((row, _) -> new SoldOffer(id, row.getString(1), json.readTree(row.getString(2))))
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }
}
