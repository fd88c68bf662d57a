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
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Credentials;

class ReceiptAnchorTests {

    private static final Credentials OWNER = account(0);
    private static final Credentials STRANGER = account(1);

    private static Local chain;
    private ReceiptAnchor contract;

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
        contract = ReceiptAnchor.deploy(chain.web3j, chain.by(OWNER), GAS).send();
    }

    @Test
    void keepsTheRootOfEachSizeAndTellsOfIt() throws Exception {
        assertThat(contract.latest().send().component1()).isZero();

        var receipt = contract.anchor(BigInteger.valueOf(3), root(1)).send();
        contract.anchor(BigInteger.valueOf(7), root(2)).send();

        assertThat(ReceiptAnchor.getAnchoredEvents(receipt)).singleElement().satisfies(event -> {
            assertThat(event.size).isEqualTo(3);
            assertThat(event.root).isEqualTo(root(1));
            assertThat(event.anchoredAt)
                    .isLessThanOrEqualTo(BigInteger.valueOf(chain.now()))
                    .isPositive();
        });
        assertThat(contract.latest().send().component1()).isEqualTo(7);
        assertThat(contract.latest().send().component2()).isEqualTo(root(2));
        assertThat(contract.rootOf(BigInteger.valueOf(3)).send()).isEqualTo(root(1));
        assertThat(contract.rootOf(BigInteger.valueOf(4)).send()).isEqualTo(new byte[32]);
    }

    @Test
    void aLogThatHasNotGrownIsRefused() throws Exception {
        contract.anchor(BigInteger.valueOf(3), root(1)).send();

        assertThat(refusal(OWNER, 3, root(2))).isEqualTo(error("NotGrown(uint64,uint64)"));
        assertThat(refusal(OWNER, 2, root(2))).isEqualTo(error("NotGrown(uint64,uint64)"));
        assertThat(refusal(OWNER, 4, root(2))).isEmpty();
    }

    @Test
    void nothingIsNoRoot() throws Exception {
        assertThat(refusal(OWNER, 1, new byte[32])).isEqualTo(error("NoRoot()"));
    }

    @Test
    void onlyTheOwnerAnchors() throws Exception {
        assertThat(refusal(STRANGER, 1, root(1))).isEqualTo(error("OwnableUnauthorizedAccount(address)"));
    }

    @Test
    void changesHandsOnceTheNewOwnerAgrees() throws Exception {
        contract.transferOwnership(STRANGER.getAddress()).send();
        assertThat(contract.owner().send()).isEqualTo(OWNER.getAddress());
        assertThat(chain.refusal(
                        OWNER, contract.getContractAddress(), new Function("acceptOwnership", List.of(), List.of())))
                .isEqualTo(error("OwnableUnauthorizedAccount(address)"));

        ReceiptAnchor strangers =
                ReceiptAnchor.load(contract.getContractAddress(), chain.web3j, chain.by(STRANGER), GAS);
        var receipt = strangers.acceptOwnership().send();

        assertThat(ReceiptAnchor.getOwnershipTransferredEvents(receipt))
                .singleElement()
                .satisfies(event -> assertThat(event.newOwner).isEqualTo(STRANGER.getAddress()));
        assertThat(refusal(STRANGER, 1, root(1))).isEmpty();
        assertThat(chain.refusal(
                        OWNER,
                        contract.getContractAddress(),
                        new Function("transferOwnership", List.of(new Address(OWNER.getAddress())), List.of())))
                .isEqualTo(error("OwnableUnauthorizedAccount(address)"));
    }

    private String refusal(Credentials by, long size, byte[] root) {
        return chain.refusal(
                by,
                contract.getContractAddress(),
                new Function("anchor", List.of(new Uint64(size), new Bytes32(root)), List.of()));
    }

    private static byte[] root(int number) {
        byte[] root = new byte[32];
        root[31] = (byte) number;
        return root;
    }
}
