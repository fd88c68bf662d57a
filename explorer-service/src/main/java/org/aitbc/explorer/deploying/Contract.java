package org.aitbc.explorer.deploying;

import java.util.List;
import org.aitbc.contracts.AitbcToken;
import org.aitbc.contracts.EscrowPayout;
import org.aitbc.contracts.HashTimeLock;
import org.aitbc.contracts.ReceiptAnchor;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;

/** The contracts of this suite. */
public enum Contract {
    RECEIPT_ANCHOR("receipt-anchor", ReceiptAnchor.BINARY),
    AITBC_TOKEN("aitbc-token", AitbcToken.BINARY),
    ESCROW_PAYOUT("escrow-payout", EscrowPayout.BINARY),
    HASH_TIME_LOCK("hash-time-lock", HashTimeLock.BINARY);

    private final String text;
    private final String binary;

    Contract(String text, String binary) {
        this.text = text;
        this.binary = binary;
    }

    /** As it is configured and kept. */
    public String text() {
        return text;
    }

    /** Whether its creation needs the token's address. */
    boolean needsToken() {
        return this == ESCROW_PAYOUT;
    }

    /** What a transaction that creates it carries. */
    String creation(String token) {
        String code = binary.startsWith("0x") ? binary : "0x" + binary;
        return needsToken() ? code + FunctionEncoder.encodeConstructor(List.of(new Address(token))) : code;
    }
}
