package org.aitbc.domain.identity;

import java.util.HexFormat;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.Forbidden;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, as the gateway vouched for it.
 *
 * @param subject the principal's stable id; keys rotate, the subject stays
 * @param role what its key may be used for
 * @param tenant the organisation the principal belongs to; {@code default} where a suite has one
 * @param keyDigest by which the key that it presented can be recognised; null where it presented none
 */
public record Caller(
        String subject, Role role, String tenant, @Nullable String keyDigest) {

    public static final String DEFAULT_TENANT = "default";

    private static final int DIGEST_BYTES = 16;
    /** No key is shorter or longer; most texts are, and need no digest. */
    private static final int SHORTEST_KEY = 16;

    private static final int LONGEST_KEY = 512;

    public Caller(String subject, Role role, String tenant) {
        this(subject, role, tenant, null);
    }

    /** The same caller, with the key that it presents. */
    public Caller presenting(String key) {
        return new Caller(subject, role, tenant, digest(key));
    }

    /**
     * What the caller gives as an id. Older clients give their API key, which would be kept and shown to others: the
     * caller's name takes its place.
     */
    public String named(String id) {
        boolean mayBeKey = keyDigest != null && id.length() >= SHORTEST_KEY && id.length() <= LONGEST_KEY;
        return mayBeKey && digest(id).equals(keyDigest) ? subject : id;
    }

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Whose things a list shows: the caller's own; null for an administrator, who sees all. */
    public @Nullable String ownerFilter() {
        return isAdmin() ? null : subject;
    }

    /** @throws Forbidden when it is another's, and the caller no administrator */
    public void requireOwner(String owner, String code, String detail) {
        Forbidden.when(!isAdmin() && !owner.equals(subject), code, detail);
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Sha256.of(key), 0, DIGEST_BYTES);
    }
}
