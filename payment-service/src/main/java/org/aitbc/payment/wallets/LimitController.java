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

    /** What was spent so far counts: today's from the payments there are, the total from now on. */
    private static final String SET = """
            insert into core.spend_limit as l (owner, currency, per_job, per_day, total, low_balance, day_spent)
            values (:owner, :currency, :perJob, :perDay, :total, :lowBalance, (
              select coalesce(sum(amount - refunded), 0) from core.payment
              where payer = :owner and currency = :currency and (created_at at time zone 'utc')::date = (now() at time zone 'utc')::date))
            on conflict (owner, currency) do update set per_job = excluded.per_job, per_day = excluded.per_day,
              low_balance = excluded.low_balance, total = excluded.total,
              spent = case when l.total is not distinct from excluded.total then l.spent else 0 end,
              since = case when l.total is not distinct from excluded.total then l.since else now() end""";

    private final JdbcClient jdbc;

    LimitController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the caller lets its jobs cost; what is null is not limited.
     *
     * @param perJob also what is held for a job without a price of its own, which ends when that is used up
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

    /** @param spentToday what is held or was paid for jobs of this day */
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
    @Operation(summary = "Set the caller's spending limits: per job, per day and in total")
    LimitList set(Caller caller, @Valid @RequestBody Limits body) {
        jdbc.sql(SET)
                .param("owner", caller.subject())
                .param("currency", body.money().name())
                .param("perJob", body.perJob())
                .param("perDay", body.perDay())
                .param("total", body.total())
                .param("lowBalance", body.lowBalance())
                .update();
        return limits(caller);
    }
}
