package org.aitbc.explorer.sending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Works on each chain that has a node, in a thread of its own, so that a slow node holds up no other chain. */
@Component
class SendingLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SendingLoop.class);
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private final List<Chain> chains;
    private final Sender sender;
    private final Outgoings outgoings;
    private final Heads heads;
    private final Map<Long, Long> pending = new ConcurrentHashMap<>();
    private CountDownLatch closing = new CountDownLatch(0);
    private List<Thread> threads = List.of();

    SendingLoop(Chains chains, Sender sender, Outgoings outgoings, Heads heads, MeterRegistry meters) {
        this.chains =
                chains.all().stream().filter(chain -> chain.found().isPresent()).toList();
        this.sender = sender;
        this.outgoings = outgoings;
        this.heads = heads;
        this.chains.forEach(chain -> Gauge.builder(
                        "aitbc.sending.pending", pending, counts -> counts.getOrDefault(chain.id(), 0L))
                .description("Transactions of the suite that are not final yet")
                .tag("chain", Long.toString(chain.id()))
                .register(meters));
    }

    @Override
    public synchronized void start() {
        CountDownLatch end = new CountDownLatch(1);
        closing = end;
        threads = chains.stream()
                .map(chain -> Thread.ofVirtual().name("sending-" + chain.id()).start(() -> loop(chain, end)))
                .toList();
    }

    /** A step that is cut off here is taken again at the next start. */
    @Override
    public synchronized void stop() {
        closing.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(LAST_STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return closing.getCount() > 0;
    }

    private void loop(Chain chain, CountDownLatch end) {
        String trouble = "";
        try {
            do {
                try {
                    NodeCalls node = new NodeCalls(chain.node());
                    heads.put(chain.id(), node.head());
                    sender.step(chain, node);
                    pending.put(chain.id(), outgoings.pending(chain.id()));
                    trouble = "";
                } catch (RuntimeException e) {
                    heads.forget(chain.id());
                    String now = String.valueOf(e.getMessage());
                    if (!now.equals(trouble)) {
                        LOG.warn("sending on chain {} put off: {}", chain.id(), now);
                        trouble = now;
                    }
                }
            } while (!end.await(chain.poll().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
