package org.aitbc.payment.staking;

import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Account.Kind;

/** The accounts that stakes move money between. Stakes are in AITBC. */
final class StakeAccounts {

    static final Account FEES = Account.fees(Currency.AITBC);
    static final Account TREASURY = Account.treasury(Currency.AITBC);

    private StakeAccounts() {}

    static Account available(String principal) {
        return Account.available(principal, Currency.AITBC);
    }

    static Account stake(String staker) {
        return new Account(staker, Currency.AITBC, Kind.STAKE);
    }

    static Account rewards(String staker) {
        return new Account(staker, Currency.AITBC, Kind.REWARDS);
    }
}
