package org.aitbc.payment.webhooks;

import java.util.List;
import java.util.Set;

/**
 * Where it is looked up whom events concern, and what there is to tell them: rows of subject, owner and data for the
 * {@code :ids} of subjects, only for owners that have an enabled endpoint. The data is what is known when it is read.
 */
record Source(Set<String> events, String sql) {
    private static final Source JOB =
            new Source(Set.of("job.completed", "job.failed", "job.canceled", "job.expired"), """
            select j.id, j.client, json_build_object(
              'job_id', payment.hex(j.id), 'state', o.state, 'price', trim_scale(o.price),
              'receipt_id', payment.hex(o.receipt_id), 'error_code', o.error_code,
              'requested_at', payment.iso(j.requested_at), 'started_at', payment.iso(o.started_at),
              'ended_at', payment.iso(o.ended_at), 'payment_id', payment.hex(p.id), 'payment_status', p.status)
            from core.job j join core.outcome o on o.job_id = j.id left join core.payment p on p.job_id = j.id
            where j.id = any(:ids) and j.client in (select owner from payment.webhook where enabled)""");

    private static final Source PAYMENT =
            new Source(Set.of("payment.escrowed", "payment.released", "payment.refunded", "payment.disputed"), """
            select p.id, o.owner, json_build_object(
              'payment_id', payment.hex(p.id), 'job_id', payment.hex(p.job_id), 'status', p.status,
              'amount', trim_scale(p.amount), 'currency', p.currency, 'released', trim_scale(p.released),
              'fee', trim_scale(p.fee), 'refunded', trim_scale(p.refunded), 'payer', p.payer, 'payee', p.payee,
              'reason', p.reason, 'created_at', payment.iso(p.created_at), 'settled_at', payment.iso(p.settled_at))
            from core.payment p cross join lateral (select p.payer as owner union select p.payee) o
            where p.id = any(:ids) and o.owner in (select owner from payment.webhook where enabled)""");

    private static final Source SEND = new Source(Set.of("payment.sent"), """
            with side as (
              select e.posting, a.owner, a.currency, e.amount
              from payment.entry e join payment.account a on a.id = e.account
              where e.posting = any(:ids) and a.kind = 'available')
            select s.posting, o.owner, json_build_object(
              'posting_id', payment.hex(s.posting), 'reference', p.reference, 'from', s.owner, 'to', r.owner,
              'amount', trim_scale(r.amount), 'currency', r.currency)
            from side s join side r on r.posting = s.posting and r.currency = s.currency and s.amount < 0 and r.amount > 0
            join payment.posting p on p.id = s.posting
            cross join lateral (select s.owner union select r.owner) o
            where o.owner in (select owner from payment.webhook where enabled)""");

    private static final Source BALANCE = new Source(Set.of("wallet.low_balance"), """
            select a.id, a.owner, json_build_object(
              'currency', a.currency, 'balance', trim_scale(a.balance), 'threshold', trim_scale(l.low_balance))
            from payment.account a left join core.spend_limit l on l.owner = a.owner and l.currency = a.currency
            where a.id = any(:ids) and a.owner in (select owner from payment.webhook where enabled)""");

    static final List<Source> ALL = List.of(JOB, PAYMENT, SEND, BALANCE);
}
