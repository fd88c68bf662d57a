package org.aitbc.explorer.etherscan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
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

    private final Progresses progresses;
    private final Cache<Key, Token> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Tokens(Progresses progresses) {
        this.progresses = progresses;
    }

    private record Key(long chainId, String address) {}

    /** What never changes; empty where the contract does not say. */
    record Token(String name, String symbol, String decimals) {}

    /** @param address its 40 digits */
    Token of(long chainId, String address) {
        return Objects.requireNonNull(known.get(new Key(chainId, address), this::ask));
    }

    String supply(Query query) {
        return number(query, query.address("contractaddress"), TOTAL_SUPPLY);
    }

    String balance(Query query) {
        String holder = "0".repeat(WORD_DIGITS - 40) + query.address("address");
        return number(query, query.address("contractaddress"), BALANCE_OF + holder);
    }

    private String number(Query query, String contract, String data) {
        Answer answer = ask(query.chainId(), contract, List.of(data)).getFirst();
        String digits = answer.result().asString("0x");
        if (digits.length() != WORD_DIGITS + 2) {
            throw new Refusal("Error! The contract is no ERC-20 token");
        }
        return new BigInteger(digits.substring(2), 16).toString();
    }

    private Token ask(Key key) {
        List<String> answers = ask(key.chainId(), key.address(), List.of(NAME, SYMBOL, DECIMALS)).stream()
                .map(answer -> answer.result().asString("0x"))
                .toList();
        return new Token(text(answers.get(0)), text(answers.get(1)), decimals(answers.get(2)));
    }

    private List<Answer> ask(long chainId, String contract, List<String> data) {
        return progresses
                .chain(chainId)
                .node()
                .ask(data.stream()
                        .map(one -> Call.of("eth_call", Map.of("to", "0x" + contract, "data", one), "latest"))
                        .toList());
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
