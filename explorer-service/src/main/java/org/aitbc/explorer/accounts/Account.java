package org.aitbc.explorer.accounts;

import java.time.Instant;

/**
 * An address on a chain that this suite can sign for.
 *
 * @param address lower-case, with 0x
 * @param owner the principal it belongs to
 */
public record Account(String address, long chainId, String owner, Instant createdAt) {}
