package org.aitbc.contracts;

import static org.aitbc.contracts.Local.GAS;
import static org.aitbc.contracts.Local.account;
import static org.aitbc.contracts.Local.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Credentials;

/** AITBC as a token, and what is paid out in it. */
class TokenTests {

    private static final Credentials OWNER = account(0);
    private static final Credentials STRANGER = account(1);
    private static final BigInteger TEN = BigInteger.TEN.pow(19);
    private static final byte[] PAYMENT = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static Local chain;
    private AitbcToken token;
    private EscrowPayout payout;

    @BeforeAll
    static void start() {
        chain = Local.start();
    }

    @AfterAll
    static void stop() {
        if (chain != null) {
            chain.close();
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        token = AitbcToken.deploy(chain.web3j, chain.by(OWNER), GAS).send();
        payout = EscrowPayout.deploy(chain.web3j, chain.by(OWNER), GAS, token.getContractAddress())
                .send();
    }

    @Test
    void isATokenOfEighteenDecimals() throws Exception {
        assertThat(token.symbol().send()).isEqualTo("AITBC");
        assertThat(token.name().send()).isEqualTo("AITBC");
        assertThat(token.decimals().send()).isEqualTo(18);
        assertThat(token.totalSupply().send()).isZero();
    }

    @Test
    void theOwnerMintsAndHoldersMoveWhatTheyHave() throws Exception {
        var minted = token.mint(STRANGER.getAddress(), TEN).send();
        AitbcToken strangers = AitbcToken.load(token.getContractAddress(), chain.web3j, chain.by(STRANGER), GAS);
        strangers.transfer(OWNER.getAddress(), BigInteger.TWO).send();

        assertThat(AitbcToken.getTransferEvents(minted)).singleElement().satisfies(event -> {
            assertThat(event.from).isEqualTo(Address.DEFAULT.getValue());
            assertThat(event.to).isEqualTo(STRANGER.getAddress());
            assertThat(event.value).isEqualTo(TEN);
        });
        assertThat(token.totalSupply().send()).isEqualTo(TEN);
        assertThat(token.balanceOf(OWNER.getAddress()).send()).isEqualTo(2);
        assertThat(chain.refusal(STRANGER, token.getContractAddress(), call("transfer", OWNER, TEN)))
                .isEqualTo(error("ERC20InsufficientBalance(address,uint256,uint256)"));
        assertThat(chain.refusal(STRANGER, token.getContractAddress(), call("mint", STRANGER, TEN)))
                .isEqualTo(error("OwnableUnauthorizedAccount(address)"));
    }

    @Test
    void aPaymentIsPaidOutOnce() throws Exception {
        token.mint(payout.getContractAddress(), TEN).send();

        var receipt = payout.pay(PAYMENT, STRANGER.getAddress(), BigInteger.TWO).send();

        assertThat(EscrowPayout.getPaidOutEvents(receipt)).singleElement().satisfies(event -> {
            assertThat(event.payment).isEqualTo(PAYMENT);
            assertThat(event.to).isEqualTo(STRANGER.getAddress());
            assertThat(event.amount).isEqualTo(2);
        });
        assertThat(token.balanceOf(STRANGER.getAddress()).send()).isEqualTo(2);
        assertThat(payout.isPaid(PAYMENT).send()).isTrue();
        assertThat(payout.isPaid(new byte[32]).send()).isFalse();
        assertThat(payout.token().send()).isEqualTo(token.getContractAddress());
        assertThat(pay(OWNER, PAYMENT, BigInteger.ONE)).isEqualTo(error("AlreadyPaid(bytes32)"));
    }

    @Test
    void isPaidOutByTheOwnerAndFromWhatIsThere() throws Exception {
        token.mint(payout.getContractAddress(), BigInteger.ONE).send();

        assertThat(pay(STRANGER, PAYMENT, BigInteger.ONE)).isEqualTo(error("OwnableUnauthorizedAccount(address)"));
        assertThat(pay(OWNER, PAYMENT, BigInteger.TWO))
                .isEqualTo(error("ERC20InsufficientBalance(address,uint256,uint256)"));
        assertThat(payout.isPaid(PAYMENT).send()).isFalse();
    }

    private String pay(Credentials by, byte[] payment, BigInteger amount) {
        return chain.refusal(
                by,
                payout.getContractAddress(),
                new Function(
                        "pay",
                        List.of(new Bytes32(payment), new Address(STRANGER.getAddress()), new Uint256(amount)),
                        List.of()));
    }

    private static Function call(String name, Credentials to, BigInteger amount) {
        return new Function(name, List.of(new Address(to.getAddress()), new Uint256(amount)), List.of());
    }
}
