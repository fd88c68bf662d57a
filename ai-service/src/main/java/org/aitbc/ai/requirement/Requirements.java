package org.aitbc.ai.requirement;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Optional;
import org.aitbc.domain.matching.Requirement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Interns requirements: jobs that need the same machine get the same class. */
@Component
public class Requirements {

    private static final int MOST_REMEMBERED = 50_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final LoadingCache<Requirement, Integer> classes =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(this::intern);

    Requirements(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The class of a requirement, for good: it is there whatever becomes of the transaction that asks. */
    public int classOf(Requirement requirement) {
        return classes.get(requirement);
    }

    private int intern(Requirement requirement) {
        String key = requirement.key();
        return find(key).orElseGet(() -> {
            apart.executeWithoutResult(
                    _ -> jdbc.sql("insert into core.requirement (key) values (?) on conflict do nothing")
                            .param(key)
                            .update());
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
