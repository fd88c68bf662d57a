package org.aitbc.explorer.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.aitbc.domain.error.DomainException;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.starter.database.DedicatedConnections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcUtils;
import tools.jackson.databind.JsonNode;

/**
 * Reads one chain: what is behind in many calls at once, then each block as it comes. Of several instances one does so at a
 * time, the one whose session holds the chain's lock; the others wait for it.
 */
public final class Indexer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

    /** That are completed in one transaction. */
    private static final int BALANCES = 1_000;

    private final Chain chain;
    private final DedicatedConnections connections;
    private final @Nullable Long start;
    private final Predicate<Chain> renewable;
    private final Duration retry;
    private final Pace pace;
    private final Reader reader;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Connection connection;
    private volatile @Nullable Progress progress;
    private volatile long deepest;
    private @Nullable String complaint;

    /** @param start the first block that is read; null for {@link IndexSettings#DEPTH} below the head of the day */
    public Indexer(Chain chain, DedicatedConnections connections, IndexSettings settings, @Nullable Long start) {
        this(chain, connections, settings, start, _ -> false);
    }

    /** @param renewable whether a chain may be reset; consulted when its node has other blocks than the stored ones */
    Indexer(
            Chain chain,
            DedicatedConnections connections,
            IndexSettings settings,
            @Nullable Long start,
            Predicate<Chain> renewable) {
        this.chain = chain;
        this.connections = connections;
        this.start = start;
        this.renewable = renewable;
        this.retry = settings.retry();
        this.pace = new Pace(settings.batch());
        this.reader = new Reader(chain.node(), pace, settings.inFlight());
        this.thread = Thread.ofVirtual().name("index-" + chain.id()).unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** How far this instance knows the chain to be read; null before it has looked. */
    public @Nullable Progress progress() {
        return progress;
    }

    /** How many blocks the deepest reorganisation replaced that this instance saw. */
    long deepest() {
        return deepest;
    }

    @Override
    public void close() {
        stopping.countDown();
        reader.close();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            while (!stopping.await(turn().toNanos(), TimeUnit.NANOSECONDS)) {
                // as long as nobody stops it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /** @return how long to wait before the next one */
    private Duration turn() throws InterruptedException {
        try {
            Store store = store();
            if (store == null) {
                return retry;
            }
            boolean more = step(store);
            complaint = null;
            return more ? Duration.ZERO : chain.poll();
        } catch (InterruptedException e) {
            throw e;
        } catch (RejectedExecutionException stopped) {
            return retry;
        } catch (BadAnswer e) {
            complain(e);
            return chain.poll();
        } catch (NodeRefused e) {
            complain(e);
            pace.failed(pace.calls());
            return retry;
        } catch (DomainException | Halted e) {
            complain(e);
            return retry;
        } catch (SQLException e) {
            disconnect();
            complain(e);
            return retry;
        } catch (Exception e) {
            // a loop must not end; while it is stopped, what it waits for breaks
            if (stopping.getCount() > 0) {
                LOG.error("chain {}", chain.id(), e);
            }
            disconnect();
            return retry;
        }
    }

    /** What to write with; null where another instance does. */
    private @Nullable Store store() throws SQLException {
        Connection open = connection;
        if (open != null) {
            return new Store(open, chain.id());
        }
        open = connections.byKey();
        connection = open;
        Store store = new Store(open, chain.id());
        if (store.lock()) {
            return store;
        }
        progress = store.progress();
        disconnect();
        return null;
    }

    /** @return whether there is more to do at once */
    private boolean step(Store store) throws Exception {
        JsonNode latest = chain.node()
                .ask(List.of(Call.of("eth_getBlockByNumber", "latest", false)))
                .getFirst()
                .orThrow();
        if (!latest.isObject()) {
            throw new BadAnswer("no latest block");
        }
        long head = Quantities.number(latest, "number");
        Progress at = store.begin(() -> first(head), head);
        progress = at;
        if (head > at.indexed()) {
            extend(store, at, head);
            return true;
        }
        String stored = store.hashes(head, head).get(head);
        if (head >= at.first() && !Quantities.hex(latest, "hash").equals(stored)) {
            return replace(store, at, head);
        }
        if (head != at.head() || at.halted() != null) {
            store.head(head);
        }
        return complete(store, at);
    }

    private long first(long head) {
        if (start == null) {
            return Math.max(0, head - IndexSettings.DEPTH);
        }
        // after some restarts anvil has another first block than the one that its second names
        return start == 0 && head > 0 && !reader.follows(1) ? 1 : start;
    }

    /** @return whether balances may still be owed */
    private boolean complete(Store store, Progress at) throws SQLException {
        List<String> addresses = store.owed(BALANCES);
        String hash = at.hash();
        if (hash == null || addresses.isEmpty()) {
            return false;
        }
        Map<String, String> balances = reader.balances(addresses, at.indexed(), hash);
        store.pay(balances);
        return !balances.isEmpty();
    }

    private void extend(Store store, Progress from, long head) throws Exception {
        reader.read(from.indexed() + 1, head, head - IndexSettings.DEPTH, run -> {
            Progress at = Objects.requireNonNull(progress);
            if (at.hash() != null && !run.first().parent().equals(at.hash())) {
                return replace(store, at, head);
            }
            progress = store.append(at, run, head);
            return stopping.getCount() > 0;
        });
        complete(store, Objects.requireNonNull(progress));
    }

    /** Removes what the node has replaced. @return false, since what was read beyond it is of no use */
    private boolean replace(Store store, Progress at, long head) throws SQLException {
        long lowest = Math.max(at.first(), at.indexed() - IndexSettings.DEPTH);
        Map<Long, String> stored = store.hashes(lowest, at.indexed());
        Map<Long, String> told = reader.hashes(lowest, at.indexed());
        for (long height = at.indexed(); height >= lowest; height--) {
            String hash = stored.get(height);
            if (hash != null && hash.equals(told.get(height))) {
                unwind(store, at, height);
                return false;
            }
        }
        if (renewable.test(chain)) {
            store.clear(at);
            progress = store.begin(() -> first(head), head);
            LOG.warn("chain {} began anew and is read again", chain.id());
            return false;
        }
        String why =
                "the node's blocks differ from ours for more than " + IndexSettings.DEPTH + " below " + at.indexed();
        store.halt(why, head);
        throw new Halted(why);
    }

    private void unwind(Store store, Progress at, long fork) throws SQLException {
        if (fork == at.indexed()) {
            throw new BadAnswer("the node answers from different forks");
        }
        progress = store.unwind(at, fork);
        deepest = Math.max(deepest, at.indexed() - fork);
        LOG.info("chain {}: {} blocks above {} were replaced", chain.id(), at.indexed() - fork, fork);
    }

    private void complain(Exception e) {
        String text = String.valueOf(e.getMessage());
        if (!text.equals(complaint)) {
            LOG.warn("chain {}: {}", chain.id(), text);
            complaint = text;
        }
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        JdbcUtils.closeConnection(open);
    }
}
