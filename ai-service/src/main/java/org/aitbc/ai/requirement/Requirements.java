package org.aitbc.ai.requirement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.matching.Requirement;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Interns requirements: jobs that need the same machine get the same class. */
@Component
public class Requirements {

    private static final int MOST_REMEMBERED = 50_000;
    private static final Duration SPAN = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Cache<Requirement, Integer> classes =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    /** How many each client has had made, by this instance and since the first of them. */
    private final Cache<String, AtomicInteger> made = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(SPAN)
            .build();

    private final int mostNew;

    Requirements(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${aitbc.jobs.new-requirements-per-hour}") int mostNew) {
        this.jdbc = jdbc;
        this.mostNew = mostNew;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The class of a requirement, for good: it is there whatever becomes of the transaction that asks. */
    public int classOf(Requirement requirement) {
        return classes.get(requirement, wanted -> intern(wanted, () -> {}));
    }

    /**
     * The same for a client, who may have so many made in an hour: dispatch looks at each class that jobs wait in.
     *
     * @throws TooManyRequirements when this would be one more
     */
    public int classOf(String client, Requirement requirement) {
        return classes.get(requirement, wanted -> intern(wanted, () -> count(client)));
    }

    private void count(String client) {
        if (made.get(client, _ -> new AtomicInteger()).incrementAndGet() > mostNew) {
            throw new TooManyRequirements(mostNew);
        }
    }

    private int intern(Requirement requirement, Runnable beforeItIsMade) {
        String key = requirement.key();
        return find(key).orElseGet(() -> {
            beforeItIsMade.run();
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
