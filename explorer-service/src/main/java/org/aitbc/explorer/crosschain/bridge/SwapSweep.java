package org.aitbc.explorer.crosschain.bridge;

import jakarta.annotation.PreDestroy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.crosschain.bridge.Swaps.Open;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes every open swap a step further when it can. Swaps to different chains do not wait for each other, since a node that
 * does not answer takes its time for that.
 */
@Component
class SwapSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SwapSweep.class);

    private final Swaps swaps;
    private final SwapSteps steps;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();

    SwapSweep(Swaps swaps, SwapSteps steps) {
        this.swaps = swaps;
        this.steps = steps;
    }

    @Scheduled(fixedDelayString = "${aitbc.cross-chain.sweep}")
    void sweep() {
        try {
            swaps.open().stream()
                    .collect(Collectors.groupingBy(Open::targetChain))
                    .forEach(this::begin);
        } catch (DataAccessException e) {
            LOG.warn("swaps put off: {}", e.getMessage());
        }
    }

    /** A step that is begun ends before the database goes. */
    @PreDestroy
    void close() {
        threads.close();
    }

    private void begin(long chain, List<Open> round) {
        if (busy.add(chain)) {
            threads.execute(() -> {
                try {
                    round(round);
                } finally {
                    busy.remove(chain);
                }
            });
        }
    }

    /** Where a node is away, whatever needs it is left for the next round. */
    private void round(List<Open> round) {
        Set<Long> away = new HashSet<>();
        for (Open swap : round) {
            if (threads.isShutdown()) {
                return;
            }
            if (!away.contains(swap.sourceChain()) && !advance(swap)) {
                away.add(swap.sourceChain());
            }
        }
    }

    /** One that fails does not keep the others from their turn; false where a node is away. */
    private boolean advance(Open swap) {
        try {
            steps.advance(swap.id());
        } catch (Unavailable e) {
            LOG.debug("swap {} put off: {}", swap.id(), e.getMessage());
            return false;
        } catch (DomainException e) {
            LOG.debug("swap {} put off: {}", swap.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("swap {} put off", swap.id(), e);
        }
        return true;
    }
}
