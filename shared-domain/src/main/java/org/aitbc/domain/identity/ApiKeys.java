package org.aitbc.domain.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * API keys in {@code core.api_key}: 256 random bits each, stored as their SHA-256 only. A principal has at most
 * {@value #LIVE_KEYS} live keys, so that one can be rotated in before the other is revoked.
 */
public final class ApiKeys {

    private static final int LIVE_KEYS = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    public ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key as its owner may see it again later: everything but the key itself. */
    public record KeyView(UUID id, String principal, String role, Instant createdAt) {}

    /**
     * A key at the only moment it can be read.
     *
     * @param key the key itself, shown this once
     */
    public record NewKey(UUID id, String principal, String role, String key) {}

    /** The owner of a live key; empty for an unknown or revoked one. */
    public Optional<Caller> find(String key) {
        return jdbc.sql("""
                        select principal, role, tenant from core.api_key where hash = ? and revoked_at is null""")
                .param(Sha256.of(key))
                .query((row, _) -> new Caller(row.getString(1), Role.of(row.getString(2)), row.getString(3)))
                .optional();
    }

    /**
     * Makes a further key for a principal. To be called in a transaction, which keeps others from making one meanwhile.
     *
     * @throws Conflict when the principal has two live keys already, or holds keys of another role
     */
    public NewKey issue(String principal, Role role, String tenant) {
        String key = "aitbc_" + HexFormat.of().formatHex(randomBytes());
        return new NewKey(add(key, principal, role, tenant), principal, role.text(), key);
    }

    /**
     * Lets in a key that was made elsewhere, such as one from the environment; a key that is known already is left as it
     * is, so that a revoked one stays revoked across restarts.
     */
    public void admit(String key, Role role) {
        byte[] hash = Sha256.of(key);
        jdbc.sql("""
                        insert into core.api_key (id, hash, principal, role, tenant) values (?, ?, ?, ?, ?)
                        on conflict (hash) do nothing""")
                .params(
                        Ids.next(),
                        hash,
                        role.text() + "_" + HexFormat.of().formatHex(hash, 0, 8),
                        role.text(),
                        Caller.DEFAULT_TENANT)
                .update();
    }

    /** A principal's live keys, oldest first. */
    public List<KeyView> of(String principal) {
        return jdbc.sql("""
                        select id, principal, role, created_at from core.api_key
                        where principal = ? and revoked_at is null order by id""")
                .param(principal)
                .query((row, _) -> new KeyView(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    /**
     * Ends a key at once; gateways notice within five seconds.
     *
     * @param principal whose key it must be, or null for anyone's
     * @throws NotFound when there is no such live key
     */
    public void revoke(UUID id, @Nullable String principal) {
        int ended = jdbc.sql("""
                        update core.api_key set revoked_at = now()
                        where id = :id and revoked_at is null and (:principal::text is null or principal = :principal)""").param("id", id).param("principal", principal).update();
        if (ended == 0) {
            throw new NotFound("KEY_NOT_FOUND", "no live key has this id");
        }
    }

    /** Until the end of the transaction: rows alone could not be locked before the first of them is there. */
    private void lockPrincipal(String principal) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(principal)
                .query(_ -> {});
    }

    private UUID add(String key, String principal, Role role, String tenant) {
        lockPrincipal(principal);
        UUID id = Ids.next();
        int added = jdbc.sql("""
                        with held as (select role from core.api_key where principal = :principal and revoked_at is null)
                        insert into core.api_key (id, hash, principal, role, tenant)
                        select :id, :hash, :principal, :role, :tenant
                        where (select count(*) from held) < :most and not exists (select from held where role <> :role)""")
                .param("id", id)
                .param("hash", Sha256.of(key))
                .param("principal", principal)
                .param("role", role.text())
                .param("tenant", tenant)
                .param("most", LIVE_KEYS)
                .update();
        if (added == 0) {
            throw new Conflict(
                    "TOO_MANY_KEYS", principal + " has two live keys, or keys of another role: revoke one first");
        }
        return id;
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
