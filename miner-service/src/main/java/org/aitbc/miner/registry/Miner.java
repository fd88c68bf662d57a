package org.aitbc.miner.registry;

import org.aitbc.domain.matching.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * A registered miner, as far as dispatch needs it.
 *
 * @param owner the principal whose key first registered the id
 * @param concurrency how many leases it may hold
 * @param publicKey what it signs results with, base64url, or null
 * @param deregistered whether it was signed off; it gets no more jobs
 * @param keepsLeases whether it says which of its jobs run; older miners say nothing while they work
 */
public record Miner(
        String id,
        String owner,
        Capabilities capabilities,
        int concurrency,
        @Nullable String publicKey,
        boolean deregistered,
        boolean keepsLeases) {}
