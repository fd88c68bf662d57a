package org.aitbc.starter.idempotent;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;

/** What a caller named a request, so that it may be repeated. */
public final class IdempotencyKey {

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    private IdempotencyKey() {}

    /**
     * An id that is always the same for this caller and key (UUID version 8, of a SHA-256), or a new one without a key.
     *
     * @throws org.aitbc.domain.error.Invalid when the key is blank or too long
     */
    public static UUID id(Caller caller, @Nullable String key) {
        return key == null ? Ids.next() : named(caller.subject() + "\n" + IdempotencyHeader.checked(key));
    }

    /** The id that a name always has. Names of callers' requests begin with the caller and a line break. */
    public static UUID named(String name) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name));
        return new UUID((hash.getLong() & ~0xF000L) | VERSION_8, (hash.getLong() & ~0xC000000000000000L) | VARIANT);
    }
}
