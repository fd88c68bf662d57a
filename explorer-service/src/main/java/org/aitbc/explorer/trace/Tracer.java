package org.aitbc.explorer.trace;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.anchoring.AnchorTrail;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.trace.ChainRows.BlockRow;
import org.aitbc.explorer.trace.ChainRows.Transfer;
import org.aitbc.explorer.trace.Trace.Sketch;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what an id belongs to, and goes from there. */
@Component
class Tracer {

    private static final int MOST = 20;

    private final Jobs jobs;
    private final JobTrail jobTrail;
    private final ChainRows chain;
    private final ChainTrail chainTrail;
    private final AnchorTrail anchors;

    Tracer(Jobs jobs, JobTrail jobTrail, ChainRows chain, ChainTrail chainTrail, AnchorTrail anchors) {
        this.jobs = jobs;
        this.jobTrail = jobTrail;
        this.chain = chain;
        this.chainTrail = chainTrail;
        this.anchors = anchors;
    }

    /** @throws NotFound when the id belongs to nothing */
    Trace trace(String query, long chainId, @Nullable Caller caller) {
        Sketch sketch = new Sketch();
        Kind kind = id(query)
                .flatMap(id -> ofSuite(sketch, id, caller))
                .or(() -> Hex.hash(query).flatMap(hash -> ofHash(sketch, chainId, hash, caller)))
                .or(() -> Hex.address(query).flatMap(address -> ofAddress(sketch, chainId, address)))
                .or(() -> ofMiner(sketch, query, caller))
                .orElseThrow(() -> new NotFound("NOT_FOUND", "nothing has this id"));
        return sketch.trace(query, kind);
    }

    private static Optional<UUID> id(String query) {
        try {
            return Optional.of(Ids.parse(query));
        } catch (NotFound noId) {
            return Optional.empty();
        }
    }

    private Optional<Kind> ofSuite(Sketch sketch, UUID id, @Nullable Caller caller) {
        return jobs.jobOf(id).map(found -> {
            jobTrail.draw(sketch, found.job(), found.kind(), caller);
            return found.kind();
        });
    }

    private Optional<Kind> ofHash(Sketch sketch, long chainId, String hash, @Nullable Caller caller) {
        Optional<Transfer> transaction = chain.transaction(chainId, hash);
        if (transaction.isPresent()) {
            chainTrail.draw(sketch, transaction.get());
            anchors.receipts("0x" + hash, MOST).forEach(receipt -> ofSuite(sketch, receipt, caller));
            return Optional.of(Kind.TRANSACTION);
        }
        Optional<BlockRow> block = chain.block(chainId, hash);
        block.ifPresent(found -> {
            chainTrail.block(sketch, found.hash(), found.height(), chainId, found.at());
            chainTrail.transactionsOf(sketch, chain.ofBlock(chainId, found.height(), MOST));
        });
        return block.map(_ -> Kind.BLOCK);
    }

    private Optional<Kind> ofAddress(Sketch sketch, long chainId, String address) {
        List<Transfer> transactions = chain.ofAddress(chainId, address, MOST);
        if (transactions.isEmpty()) {
            return Optional.empty();
        }
        chainTrail.address(sketch, "0x" + address);
        chainTrail.transactionsOf(sketch, transactions);
        return Optional.of(Kind.ADDRESS);
    }

    private Optional<Kind> ofMiner(Sketch sketch, String id, @Nullable Caller caller) {
        List<UUID> last = jobs.lastOf(id, MOST);
        if (last.isEmpty() && jobs.registered(id).isEmpty()) {
            return Optional.empty();
        }
        jobTrail.miner(sketch, id);
        last.forEach(job -> jobTrail.draw(sketch, job, Kind.JOB, caller));
        return Optional.of(Kind.MINER);
    }
}
