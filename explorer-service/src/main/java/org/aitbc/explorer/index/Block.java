package org.aitbc.explorer.index;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A block with its receipts, as a node told them; both are known to be of the same fork.
 *
 * @param hash with 0x, in lower case, as all hashes and addresses here
 */
record Block(long height, String hash, String parent, JsonNode header, JsonNode receipts) {

    /** @throws BadAnswer where the two do not belong together */
    static Block of(long height, JsonNode header, JsonNode receipts) {
        if (!header.isObject() || !receipts.isArray()) {
            throw new BadAnswer("no block " + height);
        }
        try {
            Block block = new Block(
                    Quantities.number(header, "number"),
                    Quantities.hex(header, "hash"),
                    Quantities.hex(header, "parentHash"),
                    header,
                    receipts);
            block.check(height);
            return block;
        } catch (JacksonException | NumberFormatException e) {
            throw new BadAnswer("block " + height + " cannot be read", e);
        }
    }

    private void check(long wanted) {
        JsonNode transactions = header.path("transactions");
        boolean same = height == wanted && transactions.size() == receipts.size();
        for (int i = 0; same && i < receipts.size(); i++) {
            same = Quantities.hex(receipts.path(i), "blockHash").equals(hash)
                    && Quantities.hex(receipts.path(i), "transactionHash")
                            .equals(Quantities.hex(transactions.path(i), "hash"));
        }
        if (!same) {
            throw new BadAnswer("block " + wanted + " and its receipts are of different forks");
        }
    }

    JsonNode transactions() {
        return header.path("transactions");
    }

    /** The addresses whose balance the block changed by its transactions, each with how many of them it took part in. */
    Map<String, Integer> touched() {
        Map<String, Integer> touched = new LinkedHashMap<>();
        for (int i = 0; i < receipts.size(); i++) {
            String sender = address(transactions().path(i).path("from"));
            String receiver = receiver(i);
            if (sender != null) {
                touched.merge(sender, 1, Integer::sum);
            }
            if (receiver != null && !receiver.equals(sender)) {
                touched.merge(receiver, 1, Integer::sum);
            }
        }
        String proposer = address(header.path("miner"));
        if (proposer != null && !receipts.isEmpty()) {
            touched.putIfAbsent(proposer, 0);
        }
        return touched;
    }

    /** The recipient of a transaction; for a creation, the new contract. */
    @Nullable
    String receiver(int index) {
        String to = address(transactions().path(index).path("to"));
        return to == null ? address(receipts.path(index).path("contractAddress")) : to;
    }

    private static @Nullable String address(JsonNode text) {
        return text.isString() ? text.stringValue().toLowerCase(Locale.ROOT) : null;
    }
}
