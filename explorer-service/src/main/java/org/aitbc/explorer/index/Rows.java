package org.aitbc.explorer.index;

import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Blocks as lines of COPY. */
final class Rows {

    /** keccak256("Transfer(address,address,uint256)"). */
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    /** An ERC-20 transfer has both addresses indexed and the amount not; an ERC-721 has four topics. */
    private static final int TRANSFER_TOPICS = 3;
    /** 0x and 32 bytes. */
    private static final int WORD = 66;
    /** Where an address begins in such a word. */
    private static final int ADDRESS = 26;

    private static final String NULL = "\\N";

    private final long chainId;
    private final long first;
    private final Map<Table, StringBuilder> lines = new EnumMap<>(Table.class);

    /** @param first the first block of the chain that is read */
    Rows(long chainId, long first) {
        this.chainId = chainId;
        this.first = first;
        for (Table table : Table.values()) {
            lines.put(table, new StringBuilder());
        }
    }

    /** The lines of a table; empty where it gets none. */
    String of(Table table) {
        return String.valueOf(lines.get(table));
    }

    void add(Block block) {
        try {
            header(block);
            for (int i = 0; i < block.receipts().size(); i++) {
                transaction(block, i);
            }
        } catch (JacksonException | NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new BadAnswer("block " + block.height() + " cannot be read", e);
        }
    }

    private void header(Block block) {
        JsonNode header = block.header();
        line(
                Table.BLOCK,
                block.height(),
                bytes(block.hash()),
                block.height() == first ? NULL : block.height() - 1,
                bytes(block.parent()),
                Instant.ofEpochSecond(Quantities.number(header, "timestamp")),
                bytes(header.path("miner").stringValue()),
                block.receipts().size(),
                Quantities.decimal(header, "gasUsed"),
                Quantities.decimal(header, "gasLimit"),
                optional(header, "baseFeePerGas"),
                optional(header, "size"));
    }

    private void transaction(Block block, int index) {
        JsonNode transaction = block.transactions().path(index);
        JsonNode receipt = block.receipts().path(index);
        BigInteger gasUsed = Quantities.integer(receipt, "gasUsed");
        BigInteger gasPrice = Quantities.integer(
                receipt.has("effectiveGasPrice") ? receipt : transaction,
                receipt.has("effectiveGasPrice") ? "effectiveGasPrice" : "gasPrice");
        BigInteger blobs =
                Quantities.integer(receipt, "blobGasUsed").multiply(Quantities.integer(receipt, "blobGasPrice"));
        JsonNode status = receipt.path("status");
        line(
                Table.TRANSACTION,
                block.height(),
                index,
                bytes(transaction.path("hash").stringValue()),
                bytes(transaction.path("from").stringValue()),
                bytesOrNull(block.receiver(index)),
                !transaction.path("to").isString(),
                Quantities.decimal(transaction, "value"),
                Quantities.decimal(transaction, "nonce"),
                Quantities.integer(transaction, "type"),
                Quantities.decimal(transaction, "gas"),
                gasPrice,
                gasUsed,
                // of chains on top of another one, what that one took as well
                gasUsed.multiply(gasPrice).add(blobs).add(Quantities.integer(receipt, "l1Fee")),
                status.isString() ? status.stringValue().equals("0x1") : NULL,
                bytes(transaction.path("input").stringValue()));
        for (JsonNode log : receipt.path("logs")) {
            log(block.height(), index, log);
        }
    }

    private void log(long height, int transaction, JsonNode log) {
        JsonNode topics = log.path("topics");
        long index = Quantities.number(log, "logIndex");
        String address = bytes(log.path("address").stringValue());
        String data = log.path("data").stringValue();
        line(
                Table.LOG,
                height,
                index,
                transaction,
                address,
                topic(topics, 0),
                topic(topics, 1),
                topic(topics, 2),
                topic(topics, 3),
                bytes(data));
        if (topics.size() == TRANSFER_TOPICS
                && topics.path(0).stringValue().equals(TRANSFER)
                && data.length() == WORD) {
            line(
                    Table.TOKEN_TRANSFER,
                    height,
                    index,
                    transaction,
                    address,
                    bytes(topics.path(1).stringValue().substring(ADDRESS - 2)),
                    bytes(topics.path(2).stringValue().substring(ADDRESS - 2)),
                    Quantities.decimal(data));
        }
    }

    private void line(Table table, Object... values) {
        StringBuilder text = lines.get(table);
        if (text != null) {
            text.append(chainId);
            for (Object value : values) {
                text.append('\t').append(value);
            }
            text.append('\n');
        }
    }

    private static String optional(JsonNode object, String member) {
        return object.path(member).isString() ? Quantities.decimal(object, member) : NULL;
    }

    private static String topic(JsonNode topics, int index) {
        return bytesOrNull(topics.has(index) ? topics.path(index).stringValue() : null);
    }

    private static String bytesOrNull(@Nullable String hex) {
        return hex == null ? NULL : bytes(hex);
    }

    /** Hexadecimal digits after two characters, as COPY reads bytes. */
    private static String bytes(String hex) {
        for (int i = 2; i < hex.length(); i++) {
            if (Character.digit(hex.charAt(i), 16) < 0) {
                throw new NumberFormatException(hex);
            }
        }
        return "\\\\x" + hex.substring(2);
    }
}
