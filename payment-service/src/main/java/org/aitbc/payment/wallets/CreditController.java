package org.aitbc.payment.wallets;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import org.aitbc.domain.payment.ChainCredits;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal: not routed by the gateway. */
@RestController
@Hidden
record CreditController(Deposits deposits) implements ChainCredits {

    @Override
    public void credit(@Valid @RequestBody Credit credit) {
        deposits.credit(
                credit.id(),
                credit.reference(),
                new Transfer(
                        Account.external(credit.currency()),
                        Account.available(credit.owner(), credit.currency()),
                        credit.amount()));
    }
}
