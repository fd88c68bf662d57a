package org.aitbc.explorer.crosschain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.NodeRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;

/** ERC-20 tokens, asked for at the chain's node. */
@Component
public final class Tokens {

    private static final String NOBODY = Address.DEFAULT.getValue();

    public String symbol(Chain chain, String token) {
        return (String)
                read(chain, token, new Function("symbol", List.of(), List.of(new TypeReference<Utf8String>() {})));
    }

    /** Of a token, or of the chain's coin where none is named. */
    public int decimals(Chain chain, @Nullable String token) {
        if (token == null) {
            return chain.decimals();
        }
        Object decimals =
                read(chain, token, new Function("decimals", List.of(), List.of(new TypeReference<Uint8>() {})));
        return ((BigInteger) decimals).intValueExact();
    }

    /** What an address has at the newest block of a token, or of the chain's coin where none is named. */
    public BigInteger balance(Chain chain, @Nullable String token, String holder) {
        return token == null ? Coins.balance(chain, holder) : number(chain, token, "balanceOf", holder);
    }

    /** The amount of a token that a spender may take from its holder. */
    public BigInteger allowance(Chain chain, String token, String holder, String spender) {
        return number(chain, token, "allowance", holder, spender);
    }

    /** The call that moves the sender's tokens. */
    public static String transfer(String to, BigInteger units) {
        return call("transfer", to, units);
    }

    /** The call that lets a spender take the sender's tokens. */
    public static String approve(String spender, BigInteger units) {
        return call("approve", spender, units);
    }

    @SuppressWarnings("rawtypes") // as the encoder has it
    private static BigInteger number(Chain chain, String token, String name, String... addresses) {
        List<Type> arguments = Arrays.stream(addresses).<Type>map(Address::new).toList();
        return (BigInteger) read(chain, token, new Function(name, arguments, List.of(new TypeReference<Uint256>() {})));
    }

    private static String call(String name, String address, BigInteger units) {
        return FunctionEncoder.encode(new Function(name, List.of(new Address(address), new Uint256(units)), List.of()));
    }

    @SuppressWarnings("rawtypes") // as the decoder has it
    private static Object read(Chain chain, String token, Function question) {
        try {
            String answer = chain.node()
                    .send(chain.node()
                            .web3j()
                            .ethCall(
                                    Transaction.createEthCallTransaction(
                                            NOBODY, token, FunctionEncoder.encode(question)),
                                    DefaultBlockParameterName.LATEST))
                    .getValue();
            List<Type> values = decode(answer, question);
            if (!values.isEmpty()) {
                return values.getFirst().getValue();
            }
        } catch (NodeRefused reverted) {
            // no token answers so
        }
        throw new Invalid("NOT_A_TOKEN", "token_address: is no ERC-20 token on chain " + chain.id());
    }

    /** Empty where it is no answer to that: the decoder then fails in one way or another. */
    @SuppressWarnings("rawtypes") // as the decoder has it
    private static List<Type> decode(String answer, Function question) {
        try {
            return FunctionReturnDecoder.decode(answer, question.getOutputParameters());
        } catch (RuntimeException garbled) {
            return List.of();
        }
    }
}
