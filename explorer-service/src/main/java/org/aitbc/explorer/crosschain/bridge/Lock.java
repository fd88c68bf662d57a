package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.aitbc.contracts.HashTimeLock;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;

/**
 * The terms of a lock, and what is said about it to the contract {@link HashTimeLock}.
 *
 * @param token null for the chain's own coin
 */
record Lock(
        Chain chain,
        String contract,
        String from,
        String to,
        @Nullable String token,
        BigInteger units,
        Bytes32 hash,
        Instant until) {

    String make() {
        return call(
                HashTimeLock.FUNC_LOCK,
                new Address(to),
                asset(),
                new Uint256(units),
                hash,
                new Uint64(until.getEpochSecond()));
    }

    String claim(Bytes32 secret) {
        return call(HashTimeLock.FUNC_CLAIM, id(), secret);
    }

    String refund() {
        return call(HashTimeLock.FUNC_REFUND, id());
    }

    String look() {
        return call(HashTimeLock.FUNC_LOCKOF, id());
    }

    /** As the contract makes it of the terms. */
    private Bytes32 id() {
        StringBuilder terms = new StringBuilder();
        List.of(
                        new Uint256(chain.id()),
                        new Address(contract),
                        new Address(from),
                        new Address(to),
                        asset(),
                        new Uint256(units),
                        hash,
                        new Uint64(until.getEpochSecond()))
                .forEach(term -> terms.append(TypeEncoder.encode((Type<?>) term)));
        return new Bytes32(Hash.sha3(Hex.bytes(terms.toString())));
    }

    private Address asset() {
        return token == null ? Address.DEFAULT : new Address(token);
    }

    private static String call(String name, Type<?>... arguments) {
        return FunctionEncoder.encode(new Function(name, List.of(arguments), List.of()));
    }
}
