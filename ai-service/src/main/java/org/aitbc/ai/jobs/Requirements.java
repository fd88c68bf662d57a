package org.aitbc.ai.jobs;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Optional;
import org.aitbc.domain.matching.Requirement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Interns requirements: jobs that need the same machine get the same class. */
@Component
class Requirements {

    private static final int MOST_REMEMBERED = 50_000;

    private final JdbcClient jdbc;
    private final LoadingCache<Requirement, Integer> classes =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(this::intern);

    Requirements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int classOf(Requirement requirement) {
        return classes.get(requirement);
    }

    private int intern(Requirement requirement) {
        String key = requirement.key();
        return find(key).orElseGet(() -> {
            jdbc.sql("insert into core.requirement (key) values (?) on conflict do nothing")
                    .param(key)
                    .update();
            return find(key).orElseThrow();
        });
    }

    private Optional<Integer> find(String key) {
        return jdbc.sql("select class from core.requirement where key = ?")
                .param(key)
                .query(Integer.class)
                .optional();
    }
}
