package org.aitbc.explorer.etherscan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.index.Progresses;
import org.springframework.stereotype.Component;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.Utils;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.utils.Numeric;

/** What ERC-20 contracts say of themselves. */
@Component
class Tokens {

    private static final String NAME = "0x06fdde03";
    private static final String SYMBOL = "0x95d89b41";
    private static final String DECIMALS = "0x313ce567";
    private static final String TOTAL_SUPPLY = "0x18160ddd";
    private static final String BALANCE_OF = "0x70a08231";
    private static final int WORD_DIGITS = 64;
    /** That are asked in one request to the node. */
    private static final int AT_ONCE = 30;
    /** And in all of them for one answer. */
    private static final int MOST = 300;

    private final Progresses progresses;
    private final Cache<Key, Token> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Tokens(Progresses progresses) {
        this.progresses = progresses;
    }

    private record Key(long chainId, String address) {}

    /** What never changes; empty where the contract does not say. */
    record Token(String name, String symbol, String decimals) {}

    /**
     * What contracts say.
     *
     * @param addresses their 40 digits
     * @throws Refusal where too many were never asked before; the next time they are fewer
     */
    Map<String, Token> of(long chainId, Set<String> addresses) {
        Map<String, Token> tokens = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String address : addresses) {
            Token token = known.getIfPresent(new Key(chainId, address));
            if (token == null) {
                unknown.add(address);
            } else {
                tokens.put(address, token);
            }
        }
        int most = Math.min(unknown.size(), MOST);
        for (int from = 0; from < most; from += AT_ONCE) {
            tokens.putAll(ask(chainId, unknown.subList(from, Math.min(from + AT_ONCE, most))));
        }
        if (unknown.size() > most) {
            throw Refusal.tooLarge();
        }
        return tokens;
    }

    String supply(Query query) {
        return number(query, query.address("contractaddress"), TOTAL_SUPPLY);
    }

    String balance(Query query) {
        String holder = "0".repeat(WORD_DIGITS - 40) + query.address("address");
        return number(query, query.address("contractaddress"), BALANCE_OF + holder);
    }

    private String number(Query query, String contract, String data) {
        Answer answer = node(query.chainId()).ask(List.of(call(contract, data))).getFirst();
        String digits = answer.result().asString("0x");
        if (digits.length() != WORD_DIGITS + 2) {
            throw new Refusal("Error! The contract is no ERC-20 token");
        }
        return new BigInteger(digits.substring(2), 16).toString();
    }

    private Map<String, Token> ask(long chainId, List<String> addresses) {
        List<String> answers = node(chainId)
                .ask(addresses.stream()
                        .flatMap(address -> Stream.of(NAME, SYMBOL, DECIMALS).map(data -> call(address, data)))
                        .toList())
                .stream()
                .map(answer -> answer.result().asString("0x"))
                .toList();
        Map<String, Token> tokens = new HashMap<>();
        for (int i = 0; i < addresses.size(); i++) {
            Token token =
                    new Token(text(answers.get(3 * i)), text(answers.get(3 * i + 1)), decimals(answers.get(3 * i + 2)));
            known.put(new Key(chainId, addresses.get(i)), token);
            tokens.put(addresses.get(i), token);
        }
        return tokens;
    }

    private Node node(long chainId) {
        return progresses.chain(chainId).node();
    }

    private static Call call(String contract, String data) {
        return Call.of("eth_call", Map.of("to", "0x" + contract, "data", data), "latest");
    }

    /** Some old tokens answer with 32 bytes instead of a text, or with nothing. */
    private static String text(String data) {
        try {
            var decoded =
                    FunctionReturnDecoder.decode(data, Utils.convert(List.of(TypeReference.create(Utf8String.class))));
            return decoded.isEmpty() ? "" : String.valueOf(decoded.getFirst().getValue());
        } catch (RuntimeException noText) {
            return "";
        }
    }

    private static String decimals(String data) {
        return data.length() == WORD_DIGITS + 2 ? Numeric.toBigInt(data).toString() : "";
    }
}
