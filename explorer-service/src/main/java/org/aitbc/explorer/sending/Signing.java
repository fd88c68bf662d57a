package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import org.aitbc.explorer.accounts.Accounts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.utils.Numeric;

/** Signs transactions and writes them down, nonce and all, before any node hears of them. */
@Component
class Signing {

    /** Data and value of an attempt that only takes the nonce. */
    private static final String NOTHING = "0x";

    private final Outgoings outgoings;
    private final Accounts accounts;
    private final TransactionTemplate transactions;

    Signing(Outgoings outgoings, Accounts accounts, TransactionTemplate transactions) {
        this.outgoings = outgoings;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /**
     * Gives a queued row the account's next nonce.
     *
     * @param balance what the account has, with what its transactions on the way will take
     * @return empty where another instance or a cancellation was first
     */
    Optional<Attempt> first(Outgoing row, Turn turn, BigInteger balance, Fees fees, long gas) {
        return inTransaction(transaction -> {
            long nonce = outgoings.lockNonce(turn.instance(), turn.sender(), turn.count());
            BigInteger free = balance.subtract(outgoings.committed(turn));
            Attempt attempt = sign(row, nonce, false, fees, gas, turn.head());
            if (row.cost(gas, fees).compareTo(free) > 0
                    || !outgoings.assign(row.id(), turn.instance(), nonce, attempt.hash())) {
                transaction.setRollbackOnly();
                return Optional.empty();
            }
            outgoings.insert(attempt);
            outgoings.nextNonce(turn.instance(), turn.sender(), nonce + 1);
            return Optional.of(attempt);
        });
    }

    /**
     * Another transaction at the row's nonce.
     *
     * @return empty where the row has changed meanwhile
     */
    Optional<Attempt> replacement(Outgoing row, long nonce, boolean cancels, Fees fees, long gas, long head) {
        return inTransaction(_ -> {
            Attempt attempt = sign(row, nonce, cancels, fees, gas, head);
            if (!outgoings.replace(row, attempt.hash())) {
                return Optional.empty();
            }
            outgoings.insert(attempt);
            return Optional.of(attempt);
        });
    }

    private Optional<Attempt> inTransaction(TransactionCallback<Optional<Attempt>> work) {
        return Objects.requireNonNull(transactions.execute(work));
    }

    private Attempt sign(Outgoing row, long nonce, boolean cancels, Fees fees, long gas, long head) {
        RawTransaction transaction = RawTransaction.createTransaction(
                row.chainId(),
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(gas),
                cancels ? row.sender() : row.recipient(),
                cancels ? BigInteger.ZERO : row.value(),
                cancels ? NOTHING : row.data(),
                fees.tip(),
                fees.max());
        byte[] raw = accounts.sign(row.sender(), transaction);
        return new Attempt(
                Numeric.toHexString(Hash.sha3(raw)), row.id(), cancels, Numeric.toHexString(raw), fees, gas, head);
    }
}
