package org.aitbc.explorer.index;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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
        gauge("aitbc.index.head", chain, indexer, Progress::head);
        gauge("aitbc.index.indexed", chain, indexer, Progress::indexed);
        gauge("aitbc.index.lag", chain, indexer, Progress::lag);
        gauge("aitbc.index.reorgs", chain, indexer, Progress::reorgs);
        gauge("aitbc.index.halted", chain, indexer, at -> at.halted() == null ? 0 : 1);
        meters.gauge("aitbc.index.reorg.depth.max", tags(chain), indexer, Indexer::deepest);
        return indexer;
    }

    private void gauge(String name, Chain chain, Indexer indexer, ToDoubleFunction<Progress> figure) {
        meters.gauge(name, tags(chain), indexer, one -> {
            Progress at = one.progress();
            return at == null ? Double.NaN : figure.applyAsDouble(at);
        });
    }

    private static Tags tags(Chain chain) {
        return Tags.of("chain", String.valueOf(chain.id()));
    }
}
