package org.aitbc.miner.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down which types of jobs were ever offered, each once. */
class OfferedTypes {

    private static final int LONGEST = 64;
    /** Nobody has so many in earnest; more are known while a miner offers them. */
    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final Cache<String, Boolean> written =
            Caffeine.newBuilder().maximumSize(MOST).build();

    OfferedTypes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param types what a miner said; null where it takes any */
    void add(@Nullable Set<String> types) {
        if (types == null) {
            return;
        }
        String[] more = types.stream()
                .filter(type -> isType(type) && written.getIfPresent(type) == null)
                .toArray(String[]::new);
        if (more.length > 0) {
            jdbc.sql("""
                            insert into core.job_type (type)
                            select type from unnest(?) with ordinality as more (type, at)
                            where at <= ? - (select count(*) from core.job_type)
                            order by type on conflict do nothing""").param(more).param(MOST).update();
            for (String type : more) {
                written.put(type, true);
            }
        }
    }

    /** As a job may say it. */
    private static boolean isType(String type) {
        return type.length() <= LONGEST
                && type.codePoints().allMatch(c -> c > ' ' && Character.getType(c) != Character.SURROGATE);
    }
}
