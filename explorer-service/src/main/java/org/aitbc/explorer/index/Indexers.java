package org.aitbc.explorer.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.starter.database.DedicatedConnections;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads each chain that has a node, as long as the service runs. */
@Component
class Indexers implements SmartLifecycle {

    private final Chains chains;
    private final DedicatedConnections connections;
    private final IndexSettings settings;
    private final ChainInstances instances;
    private final MeterRegistry meters;
    private List<Indexer> running = List.of();

    Indexers(
            Chains chains,
            DedicatedConnections connections,
            IndexSettings settings,
            ChainInstances instances,
            MeterRegistry meters) {
        this.chains = chains;
        this.connections = connections;
        this.settings = settings;
        this.instances = instances;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        running = chains.all().stream()
                .filter(chain -> chain.found().isPresent())
                .map(this::indexer)
                .toList();
        running.forEach(Indexer::start);
    }

    @Override
    public synchronized void stop() {
        running.forEach(Indexer::close);
        running = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    private Indexer indexer(Chain chain) {
        Long whole = chain.id() == chains.home().id() ? Long.valueOf(0) : null;
        Long start = settings.start().get(chain.id());
        Indexer indexer = new Indexer(chain, connections, settings, start == null ? whole : start, instances::renew);
        gauge("aitbc.index.head", "The chain's last block", chain, indexer, Progress::head);
        gauge("aitbc.index.indexed", "The last block that is stored", chain, indexer, Progress::indexed);
        gauge("aitbc.index.lag", "Blocks that are to be read", chain, indexer, Progress::lag);
        gauge("aitbc.index.reorgs", "How often stored blocks were replaced", chain, indexer, Progress::reorgs);
        gauge(
                "aitbc.index.halted",
                "1 while the node's blocks are not the stored ones",
                chain,
                indexer,
                at -> at.halted() == null ? 0 : 1);
        register(
                "aitbc.index.reorg.depth.max",
                "The most blocks that were replaced at once",
                chain,
                indexer,
                Indexer::deepest);
        return indexer;
    }

    private void gauge(
            String name, String description, Chain chain, Indexer indexer, ToDoubleFunction<Progress> figure) {
        register(name, description, chain, indexer, one -> {
            Progress at = one.progress();
            return at == null ? Double.NaN : figure.applyAsDouble(at);
        });
    }

    private void register(
            String name, String description, Chain chain, Indexer indexer, ToDoubleFunction<Indexer> value) {
        Gauge.builder(name, indexer, value)
                .description(description)
                .tag("chain", String.valueOf(chain.id()))
                .register(meters);
    }
}
