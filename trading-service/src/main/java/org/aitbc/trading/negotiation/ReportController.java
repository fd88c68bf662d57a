package org.aitbc.trading.negotiation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/trading")
@Tag(name = "trading")
record ReportController(JdbcClient jdbc, DatabaseClock clock) {

    enum PeriodType {
        DAILY(1),
        WEEKLY(7),
        MONTHLY(30);

        private final int days;

        PeriodType(int days) {
            this.days = days;
        }
    }

    /**
     * @param successRate completed of ended agreements, 0 to 1; null where none has ended
     * @param totalTradeVolume AITBC that completed agreements came to
     * @param recentActivity what was made in the last 30 days
     */
    record TradingSummary(
            String agentId,
            int tradeRequests,
            int tradeMatches,
            int negotiations,
            int agreements,
            @Nullable BigDecimal successRate,
            @Nullable BigDecimal averageMatchScore,
            BigDecimal totalTradeVolume,
            RawJson recentActivity) {}

    /**
     * Trades are agreements, by when they were signed.
     *
     * @param averageMatchingTime minutes from a request to its first match; others alike, null without data
     * @param newAgents who made their first request, or were first matched as a seller, in the period
     * @param regionalDistribution by the region of the GPU, {@code unknown} where its worker names none
     */
    record TradingAnalytics(
            PeriodType periodType,
            Instant startDate,
            Instant endDate,
            int totalTrades,
            int completedTrades,
            int failedTrades,
            int cancelledTrades,
            BigDecimal totalTradeVolume,
            @Nullable BigDecimal averageTradeValue,
            @Nullable BigDecimal successRate,
            RawJson tradeTypeDistribution,
            int activeBuyers,
            int activeSellers,
            int newAgents,
            @Nullable BigDecimal averageMatchingTime,
            @Nullable BigDecimal averageNegotiationTime,
            @Nullable BigDecimal averageSettlementTime,
            RawJson regionalDistribution) {}

    @GetMapping("/agents/{agentId}/summary")
    @Operation(summary = "What an agent has traded; for itself or an admin")
    TradingSummary summary(Caller caller, @PathVariable String agentId) {
        caller.requireOwner(agentId, "NOT_YOURSELF", "a summary is shown to the agent itself");
        return jdbc.sql("""
            with r as (select created_at from trading.trade_request where buyer_agent_id = :me),
              m as (select created_at, match_score from trading.trade_match where :me in (buyer_agent_id, seller_agent_id)),
              n as (select created_at from trading.negotiation where :me in (buyer_agent_id, seller_agent_id)),
              a as (select signed_at as created_at, status, paid from trading.agreement where :me in (buyer_agent_id, seller_agent_id)),
              since (at) as (select now() - interval '30 days')
            select :me as agent_id, (select count(*) from r) as trade_requests, (select count(*) from m) as trade_matches,
              (select count(*) from n) as negotiations, (select count(*) from a) as agreements,
              (select round(1.0 * count(*) filter (where status = 'completed') / nullif(count(*), 0), 4) from a
               where status in ('completed', 'failed', 'cancelled')) as success_rate,
              (select round(avg(match_score), 2) from m) as average_match_score,
              (select coalesce(sum(paid) filter (where status = 'completed'), 0) from a) as total_trade_volume,
              json_build_object('requests', (select count(*) from r, since where created_at > at),
                'matches', (select count(*) from m, since where created_at > at),
                'negotiations', (select count(*) from n, since where created_at > at),
                'agreements', (select count(*) from a, since where created_at > at))::text as recent_activity\
            """).param("me", agentId).query(TradingSummary.class).single();
    }

    @GetMapping("/analytics")
    @Operation(
            summary =
                    "Trades of a period: the last day, 7 or 30 days, or from start_date to end_date (366 days at most)")
    TradingAnalytics analytics(
            @RequestParam(defaultValue = "daily") PeriodType periodType,
            @RequestParam @Nullable String startDate,
            @RequestParam @Nullable String endDate) {
        Instant end = Objects.requireNonNullElseGet(Times.parse("end_date", endDate), clock::now);
        Instant start = Objects.requireNonNullElseGet(
                Times.parse("start_date", startDate), () -> end.minus(Duration.ofDays(periodType.days)));
        boolean wrong = !start.isBefore(end) || start.plus(Duration.ofDays(366)).isBefore(end);
        Invalid.when(wrong, "VALIDATION_ERROR", "start_date: must be before end_date, by 366 days at most");
        return jdbc.sql("""
            with a as (select * from trading.agreement where signed_at >= :start and signed_at < :end),
              r as (select * from trading.trade_request where created_at >= :start and created_at < :end),
              n as (select * from trading.negotiation where created_at >= :start and created_at < :end)
            select :type as period_type, :start as start_date, :end as end_date, count(*) as total_trades,
              count(*) filter (where status = 'completed') as completed_trades,
              count(*) filter (where status = 'failed') as failed_trades,
              count(*) filter (where status = 'cancelled') as cancelled_trades,
              coalesce(sum(paid) filter (where status = 'completed'), 0) as total_trade_volume,
              round(avg(paid) filter (where status = 'completed'), 8) as average_trade_value,
              round(1.0 * count(*) filter (where status = 'completed')
                / nullif(count(*) filter (where status in ('completed', 'failed', 'cancelled')), 0), 4) as success_rate,
              (select json_object_agg(t, (select count(*) from a where trade_type = t))::text
               from unnest(array['ai_power', 'compute_resources', 'data_services', 'inference_tasks', 'model_services',
                 'training_tasks']) t) as trade_type_distribution,
              (select count(distinct buyer_agent_id) from r) as active_buyers,
              (select count(distinct seller_agent_id) from n) as active_sellers,
              (select count(*) from (
                 select agent from (select buyer_agent_id as agent, created_at from trading.trade_request
                   union all select seller_agent_id, created_at from trading.trade_match) seen
                 group by agent having min(created_at) >= :start and min(created_at) < :end) first) as new_agents,
              (select round(avg(extract(epoch from (select min(m.created_at) from trading.trade_match m
                 where m.request_id = r.id) - r.created_at)) / 60, 2) from r) as average_matching_time,
              (select round(avg(extract(epoch from ended_at - started_at)) / 60, 2) from n
               where status = 'accepted') as average_negotiation_time,
              round(avg(extract(epoch from delivered_at - signed_at)) / 60, 2) as average_settlement_time,
              (select coalesce(json_object_agg(region, many), '{}')::text
               from (select coalesce(region, 'unknown') as region, count(*) as many from a group by 1) by_region)
                as regional_distribution
            from a\
            """)
                .param("type", periodType)
                .param("start", start)
                .param("end", end)
                .query(TradingAnalytics.class)
                .single();
    }
}
