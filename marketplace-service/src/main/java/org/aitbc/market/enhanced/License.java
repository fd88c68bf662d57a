package org.aitbc.market.enhanced;

import java.time.Instant;
import java.util.List;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * What a service may be used for.
 *
 * @param open whether whoever accepts it when buying holds it; else an admin has named the holders
 */
public record License(
        String licenseId,
        String offerId,
        String licenseType,
        RawJson terms,
        List<String> usageRights,
        @Nullable RawJson customTerms,
        boolean open,
        Instant createdAt) {}
