package org.aitbc.explorer.anchoring;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.aitbc.domain.merkle.MerkleHash;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;

/** How the ReceiptAnchor contract is spoken to. */
final class AnchorContract {

    static final String ANCHORED = EventEncoder.encode(new Event(
            "Anchored",
            List.of(
                    new TypeReference<Uint64>(true) {},
                    new TypeReference<Bytes32>(true) {},
                    new TypeReference<Uint256>() {})));

    /** A root as the chain has it. */
    record Anchored(long size, String root, String transactionHash, long block, long log) {

        static Anchored of(Log log) {
            return new Anchored(
                    Numeric.toBigInt(log.getTopics().get(1)).longValueExact(),
                    log.getTopics().get(2),
                    log.getTransactionHash(),
                    log.getBlockNumber().longValueExact(),
                    log.getLogIndex().longValueExact());
        }

        static Anchored stored(ResultSet row, int ignored) throws SQLException {
            return new Anchored(
                    row.getLong("tree_size"),
                    row.getString("root"),
                    row.getString("transaction_hash"),
                    row.getLong("block"),
                    row.getLong("log"));
        }
    }

    private AnchorContract() {}

    static String anchor(long size, byte[] root) {
        if (root.length != MerkleHash.LENGTH) {
            throw new IllegalArgumentException("not a root");
        }
        return FunctionEncoder.encode(
                new Function("anchor", List.of(new Uint64(BigInteger.valueOf(size)), new Bytes32(root)), List.of()));
    }
}
