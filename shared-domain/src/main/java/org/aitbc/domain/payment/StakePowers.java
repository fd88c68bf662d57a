package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What payment-service tells governance-service, service to service: who had what staked at a place in the ledger. */
@HttpExchange
public interface StakePowers {

    /** The last place in the ledger. */
    @GetExchange("/internal/stakes/head")
    Head head();

    /**
     * The stakes at a place in the ledger, which are the same whenever they are asked for.
     *
     * @param seq entries after it do not count
     * @param after the last name of the page before, or an empty text
     * @param limit 1..10000
     * @return those above zero, in the order of their owners
     */
    @GetExchange("/internal/stakes/powers")
    List<Power> at(
            @RequestParam(name = "seq") long seq,
            @RequestParam(name = "after") String after,
            @RequestParam(name = "limit") int limit);

    /** What they have staked now; those without a stake are left out. */
    @PostExchange("/internal/stakes/powers")
    List<Power> now(@RequestBody Owners owners);

    record Head(long seq, Instant at) {}

    /** @param power AITBC, above zero */
    record Power(String owner, BigDecimal power) {}

    record Owners(List<String> owners) {}
}
