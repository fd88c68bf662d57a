package org.aitbc.explorer.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks in the background whether the stored blocks are whole: what is new every few seconds, all of a chain when this
 * instance begins and every {@link #FULL} times. None of what it looks for can be written by the service.
 */
@Component
public class Gaps {

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);
    private static final int FULL = 360;

    private final Progresses progresses;
    private final Wholeness wholeness;
    private final Map<Long, List<String>> found = new ConcurrentHashMap<>();
    private final Map<Long, Long> verified = new HashMap<>();
    private int looks;

    Gaps(Progresses progresses, Wholeness wholeness, MeterRegistry meters) {
        this.progresses = progresses;
        this.wholeness = wholeness;
        Gauge.builder(
                        "aitbc.index.gaps",
                        found,
                        chains -> chains.values().stream().mapToInt(List::size).sum())
                .description("Flaws in the stored blocks")
                .register(meters);
    }

    /** What is wrong with a chain's blocks, in words; empty when nothing is. */
    public List<String> of(long chainId) {
        return found.getOrDefault(chainId, List.of());
    }

    @Scheduled(fixedDelayString = "${aitbc.index.audit}", initialDelayString = "${aitbc.index.audit}")
    synchronized void look() {
        if (looks++ % FULL == 0) {
            verified.clear();
        }
        try {
            progresses.all().forEach(this::look);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the blocks were not looked over: {}", e.getMessage());
        }
    }

    private void look(Progress at) {
        long last = verified.getOrDefault(at.chainId(), at.first());
        // a chain with fewer blocks than before may have been indexed again from its start
        long from = last > at.indexed() ? at.first() : Math.max(at.first(), last - IndexSettings.DEPTH);
        List<String> wrong = wholeness.flaws(at.chainId(), from);
        found.put(at.chainId(), wrong);
        if (wrong.isEmpty()) {
            verified.put(at.chainId(), at.indexed());
        } else {
            LOG.error("blocks of chain {} are not whole: {}", at.chainId(), wrong);
        }
    }
}
