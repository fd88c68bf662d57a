package org.aitbc.market.enhanced;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of an offer here.
 *
 * @param agent who sells it
 */
record SoldOffer(UUID id, String agent, JsonNode specification) {}
