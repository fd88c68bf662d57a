package org.aitbc.payment.wallets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/payments/limits")
@Tag(name = "wallets")
class LimitController {

    private static final String CHANGE = """
            update core.spend_limit set per_job = :perJob::numeric, per_day = :perDay::numeric, low_balance = :lowBalance::numeric,
              spent = case when total is not distinct from :total::numeric then spent else 0 end,
              since = case when total is not distinct from :total::numeric then since else clock_timestamp() end,
              total = :total::numeric
            where owner = :owner and currency = :currency""";

    /**
     * What was spent before there was a limit counts: today's from the entries there are, of which only today's are read, the
     * total from now on. The clock is read under the ledger's lock: what is held after that is counted.
     */
    private static final String SET = """
            with today as (select date_trunc('day', clock_timestamp(), 'UTC') as since),
            available as (select id from payment.account where owner = :owner and currency = :currency and kind = 'available'),
            paid as (
              select coalesce(-sum(e.amount), 0) as amount from payment.entry e join payment.posting p on p.id = e.posting
              where e.account = (select id from available) and e.amount < 0 and e.at >= (select since from today)
                and e.seq > coalesce((select seq from payment.entry where account = (select id from available)
                                        and at < (select since from today) order by seq desc limit 1), 0)
                and p.kind <> 'withdraw'),
            returned as (
              select coalesce(sum(amount - posted), 0) as amount from payment.hold
              where account = (select id from available) and state <> 'pending' and at >= (select since from today))
            insert into core.spend_limit (owner, currency, per_job, per_day, total, low_balance, since, day, day_spent)
            select :owner, :currency, :perJob::numeric, :perDay::numeric, :total::numeric, :lowBalance::numeric, clock_timestamp(),
                   (today.since at time zone 'UTC')::date, paid.amount - returned.amount from today, paid, returned""";

    private final JdbcClient jdbc;
    private final Ledger ledger;

    LimitController(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /**
     * What the caller lets itself spend; what is null is not limited. All that leaves the available balance is spent, until
     * a hold gives it back.
     *
     * @param perJob the most that one job may cost; also what is held for a job without a price of its own, which ends when that is used up
     * @param perDay of a day in UTC
     * @param total counted from when it was set
     * @param lowBalance an event {@code wallet.low_balance} tells when the available balance falls below this
     */
    record Limits(
            @Nullable String currency,

            @Nullable @DecimalMin("0.01") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal perJob,

            @Nullable @DecimalMin("0.01") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal perDay,

            @Nullable @DecimalMin("0.01") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal total,

            @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal lowBalance) {

        Currency money() {
            return Currency.orAitbc(currency);
        }
    }

    /**
     * @param perJob the most that one job may cost; null for no limit
     * @param perDay the most for a day in UTC; null for no limit
     * @param total the most since it was set; null for no limit
     * @param lowBalance an event tells when the available balance falls below; null for none
     * @param spentToday what is held or was paid on this day
     * @param spentOfTotal what was spent since the total was set
     */
    record LimitView(
            Currency currency,
            @Nullable BigDecimal perJob,
            @Nullable BigDecimal perDay,
            @Nullable BigDecimal total,
            @Nullable BigDecimal lowBalance,
            BigDecimal spentToday,
            BigDecimal spentOfTotal) {}

    record LimitList(List<LimitView> items) {}

    @GetMapping
    @Operation(summary = "Spending limits of the caller, with the amounts spent so far")
    LimitList limits(Caller caller) {
        return new LimitList(
                jdbc.sql("""
                        select currency, per_job, per_day, total, low_balance, spent as spent_of_total,
                               case when day = (now() at time zone 'utc')::date then day_spent else 0 end as spent_today
                        from core.spend_limit where owner = ? order by currency""").param(caller.subject()).query(LimitView.class).list());
    }

    @PutMapping
    @Transactional
    @Operation(summary = "Set the caller's spending limits: per job, and per day and in total for whatever it spends")
    LimitList set(Caller caller, @Valid @RequestBody Limits body) {
        ledger.lock();
        if (write(CHANGE, caller, body) == 0) {
            write(SET, caller, body);
        }
        return limits(caller);
    }

    private int write(String sql, Caller caller, Limits body) {
        return jdbc.sql(sql)
                .param("owner", caller.subject())
                .param("currency", body.money().name())
                .param("perJob", body.perJob())
                .param("perDay", body.perDay())
                .param("total", body.total())
                .param("lowBalance", body.lowBalance())
                .update();
    }
}
