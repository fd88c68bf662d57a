package org.aitbc.endtoend.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.receipt.CanonicalJson;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers in the shape of the API, about one job, with a real receipt and a real proof. */
final class Answers {

    static final String JOB = "0198c0ffee0070008000000000000001";
    static final String RECEIPT = "0198c0ffee0070008000000000000002";
    static final String MINER = "miner-berlin-7";
    static final String GPU = "0198c0ffee00700080000000000000a1";
    static final String GPU_DASHED = "0198c0ff-ee00-7000-8000-0000000000a1";
    static final String BOOKING = "0198c0ff-ee00-7000-8000-0000000000b1";
    static final String WALLET = "/v1/payments/wallet";
    static final String COMPLETED = "0198c0ff-ee00-7000-8000-0000000000b2";
    static final String PROPOSAL = "0198c0ffee00700080000000000000c1";
    static final String MARKET = "/v1/trading/markets/AITBC-ETH";
    static final String CONTRACT = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    static final String ANCHOR = hash("anchor");
    static final SigningKey KEY = SigningKey.ofSeed("07".repeat(32));
    static final JsonMapper JSON = new JsonMapper();

    private static final int SIZE = 11;
    private static final int LEAF = 6;

    private Answers() {}

    static void of(Site site) {
        site.answers("/v1/sync-status", text("sync-status.json"));
        site.answers("/v1/explorer/blocks?limit=8", text("blocks.json"));
        site.answers("/v1/explorer/transactions?limit=8", text("transactions.json"));
        site.answers("/v1/explorer/receipts?limit=8", text("receipts.json"));
        site.answers("/v1/explorer/blocks/1204", text("block.json"));
        site.answers("/v1/explorer/transactions?block=1204&limit=25", text("transactions.json"));
        site.answers("/v1/explorer/transactions?address=" + CONTRACT + "&limit=25", text("transactions.json"));
        for (String list : List.of("blocks", "transactions", "receipts")) {
            site.answers("/v1/explorer/" + list + "?limit=25", text(list + ".json"));
        }
        site.answers(
                "/v1/cross-chain/chains/supported",
                "[{\"chain_id\":31337,\"name\":\"Local\",\"symbol\":\"ETH\",\"available\":true,\"home\":true}]");
        site.answers("/v1/explorer/transactions/" + ANCHOR, text("transaction.json"));
        site.answers("/v1/explorer/transactions/" + ANCHOR + "?chain_id=31337", text("transaction.json"));
        site.answers("/v1/explorer/addresses/" + CONTRACT, text("address.json"));
        site.answers("/v1/explorer/receipts/" + RECEIPT, text("receipt.json"));
        for (String id : List.of(JOB, MINER, RECEIPT)) {
            site.answers("/v1/explorer/trace/" + id, text("trace.json"));
        }
        site.answers("/v1/explorer/search?q=1204", "{\"items\":[],\"redirect\":\"/#/block/1204\"}");
        site.answers(
                "/v1/explorer/search?q=12",
                "{\"items\":[{\"kind\":\"block\",\"id\":\"12\",\"href\":\"/#/block/12\"}],\"redirect\":null}");
        site.answers("/v1/explorer/search?q=nothing", "{\"items\":[],\"redirect\":null}");
        site.answers("/v1/receipts/keys", "{\"keys\":[{\"key_id\":\"" + KEY.keyId() + "\",\"alg\":\"Ed25519\"}]}");
        site.answers("/v1/receipts/" + RECEIPT + "/proof", proof());
        site.answers("/v1/jobs/" + JOB, text("job.json"));
        site.answers("/v1/jobs/" + JOB + "/receipt", receipt());
        site.answers("/v1/miners/" + MINER + "/gpus", "[{\"name\":\"NVIDIA H100\",\"memory_gb\":80}]");
        site.serves("/checks.js", Site.resource("checks.js"));
        market(site);
        governance(site);
        trading(site);
    }

    private static void market(Site site) {
        site.answers(WALLET, wallet("client-1"));
        site.answers("/v1/marketplace/gpu/search?q=&sort=-created_at&limit=25", text("gpus.json"));
        site.answers("/v1/marketplace/gpu/" + GPU_DASHED, text("gpu.json"));
        site.answers("/v1/marketplace/gpu/" + GPU_DASHED + "/reliability", text("reliability.json"));
        site.answers("/v1/marketplace/gpu/" + GPU_DASHED + "/reviews?limit=25", text("reviews.json"));
        site.answers("/v1/pricing/dynamic/gpu/" + GPU_DASHED, text("price.json"));
        site.answers("/v1/pricing/history/" + GPU_DASHED + "?period=7d", text("history.json"));
        site.answers("/v1/marketplace/bookings?limit=25", text("bookings.json"));
        site.answers("/v1/marketplace/bookings/" + BOOKING, text("booking.json"));
        site.answers("/v1/marketplace/bookings/" + COMPLETED, text("completed.json"));
    }

    private static void governance(Site site) {
        String proposals = "/v1/governance/proposals";
        String one = "{\"items\":[" + text("proposal.json") + "],\"next_cursor\":null}";
        for (String state : List.of("active", "pending", "queued")) {
            site.answers(proposals + "?state=" + state + "&limit=25", one.replace("\"active\"", "\"" + state + "\""));
        }
        site.answers(proposals + "?limit=25", one.replace("\"active\"", "\"defeated\""));
        site.answers(proposals + "/" + PROPOSAL, text("proposal.json"));
        site.answers(proposals + "/" + PROPOSAL + "/votes?page=1&limit=100", text("votes.json"));
        site.answers("/v1/governance/parameters", text("parameters.json"));
        site.answers("/v1/governance/parameters/payments.network_fee/versions", text("versions.json"));
        site.answers("/v1/governance-enhanced/profiles/client-1", text("profile.json"));
    }

    private static void trading(Site site) {
        site.answers("/v1/trading/markets", "[" + text("spot.json") + "]");
        site.answers(MARKET, text("spot.json"));
        site.answers(MARKET + "/book?depth=100", text("book.json"));
        site.answers(MARKET + "/candles?interval=1h&limit=100", text("candles.json"));
        site.answers(MARKET + "/trades?limit=15", text("trades.json"));
        site.answers("/v1/trading/orders?market=AITBC-ETH&open=true&limit=100", text("orders.json"));
        site.answers("/v1/trading/fills?market=AITBC-ETH&limit=25", text("fills.json"));
    }

    /** Whose key it is. */
    static String wallet(String principal) {
        return "{\"wallet\":\"" + principal + "\",\"balances\":[]}";
    }

    /** As it was signed: with numbers that a double does not keep, or writes in another way. */
    static ObjectNode receipt() {
        return Receipts.signed((ObjectNode) JSON.readTree("""
                        {"version":"1.0","receipt_id":"%s","job_id":"%s","provider":"%s","client":"client-1",
                         "status":"COMPLETED","units":1.5,"unit_type":"gpu_seconds","unit_price":2e-05,"price":3.0,
                         "started_at":1700000000,"completed_at":1700000005,
                         "metadata":{"job_payload":{"prompt":"h\u00e9llo \\ud83d\\ude00"},"seed":9007199254740993,
                         "result":{"output":"x","none":null}}}""".formatted(RECEIPT, JOB, MINER)), KEY);
    }

    static ObjectNode proof() {
        byte[] receiptHash = Tree.sha256(CanonicalJson.bytes(receipt()));
        Tree tree = tree(receiptHash);
        ObjectNode proof = JSON.createObjectNode()
                .put("receipt_id", RECEIPT)
                .put("job_id", JOB)
                .put("receipt_sha256", Tree.hex(receiptHash))
                .put("leaf_index", LEAF)
                .put("leaf_hash", Tree.hex(Tree.leafHash(receiptHash)))
                .put("tree_size", SIZE)
                .put("root", Tree.hex(tree.root()))
                .put("state", "confirmed")
                .put("chain_id", 31337)
                .put("contract", CONTRACT)
                .put("transaction_hash", ANCHOR)
                .put("block_number", 1204)
                .put("block_hash", hash("block 1204"))
                .put("confirmations", 12)
                .put("anchored_at", "2026-11-25T09:58:31Z");
        tree.path(LEAF).forEach(step -> proof.withArray("inclusion_path").add(Tree.hex(step)));
        return proof;
    }

    static String hash(String text) {
        return Tree.hex(Tree.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A recorded answer, with what is computed filled in. */
    static String text(String name) {
        Tree tree = tree(Tree.sha256(CanonicalJson.bytes(receipt())));
        return Site.resource(name)
                .replace("$JOB", JOB)
                .replace("$RECEIPT", RECEIPT)
                .replace("$MINER", MINER)
                .replace("$PROPOSAL", PROPOSAL)
                .replace("$ANCHOR", ANCHOR)
                .replace("$CONTRACT", CONTRACT)
                .replace("$ROOT", Tree.hex(tree.root()))
                .replace("$SIZE", "0x%064x".formatted(SIZE));
    }

    private static Tree tree(byte[] receiptHash) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            leaves.add(i == LEAF ? receiptHash : Tree.sha256(new byte[] {(byte) i}));
        }
        return new Tree(leaves);
    }
}
