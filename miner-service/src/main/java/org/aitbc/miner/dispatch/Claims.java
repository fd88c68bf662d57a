package org.aitbc.miner.dispatch;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.starter.batch.Columns;

/** Takes jobs out of the queue for good: the row of {@code core.ready} can be deleted once. */
final class Claims {

    /**
     * A wish for one job. Another instance, a cancel or the job's end may have been faster, or the miner's slot is taken: then
     * it is not granted.
     *
     * @param lease the new lease's id
     * @param slot which of the jobs that the miner runs at once this is, from 0
     * @param unitPrice per GPU second of this job on this miner
     * @param kept whether the miner will renew it
     */
    record Claim(Ready row, UUID lease, int slot, BigDecimal unitPrice, boolean kept, Poll poll) {}

    /** The first 8 MiB, so that no claim fills the heap. The polls read the other payloads of their jobs. */
    private static final String PAYLOAD = """
            case when sum(octet_length(j.payload::text)) over (order by l.job_id) <= 8388608 then j.payload end""";

    /**
     * The end of a job is compared in a way that no index serves: offered the index of the sweep, the planner takes it for a
     * short queue and then reads every entry that a claim ever left behind. Money for more than a thousand million seconds
     * is no bound: no time is that late. The money is locked, so that it does not go back while a lease counts on it.
     * A job whose slot another instance has taken goes back. Slots are taken in one order, since a claim waits for another
     * one that takes the same.
     */
    static final String CLAIM = """
            with picked as (
              delete from core.ready r
              using unnest(?::int[], ?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::numeric[], ?::float8[])
                as want(class, id, lease, miner, slot, unit_price, seconds)
              where r.class = want.class and r.id = want.id and r.expires_at - now() > interval '0'
              returning r.id, r.class, r.attempt, r.excused, r.expires_at, r.failed_by, r.not_there_until, r.note,
                want.lease, want.miner, want.slot, want.unit_price, want.seconds),
            money as (
              select m.job_id, m.amount from core.payment m
              where m.job_id in (select id from picked) and m.status in ('escrowed', 'disputed')
              order by m.id for share),
            funded as (
              select p.*, case when m.amount < p.unit_price * 1e9
                               then now() + make_interval(secs => (m.amount / p.unit_price)::float8) end as funded_until
              from picked p
              left join (money m join core.job j on j.id = m.job_id and j.payment_amount is null) on m.job_id = p.id),
            l as (
              insert into core.lease
                (job_id, id, miner_id, slot, class, attempt, excused, started_at, until, expires_at, funded_until)
              select id, lease, miner, slot, class, attempt + 1, excused, now(),
                     least(now() + make_interval(secs => seconds), expires_at, funded_until), expires_at, funded_until
              from funded order by miner, slot
              on conflict (miner_id, slot) do nothing
              returning job_id, id, miner_id, attempt, started_at, until, expires_at, funded_until),
            back as (
              insert into core.ready (class, id, attempt, excused, expires_at, failed_by, not_there_until, note)
              select class, id, attempt, excused, expires_at, failed_by, not_there_until, note from picked where id not in (select job_id from l))
            select %s from l join core.job j on j.id = l.job_id order by l.job_id""".formatted(Lease.columns(PAYLOAD));

    /**
     * Once a lease is a second old its miner may have been told of it after all, by a poll that says what runs there: then
     * its attempt is not given again, since no two holders of a job may have the same. It is excused, since a lost answer
     * is no fault of the job.
     */
    private static final String UNDO = """
            with gone as (
              delete from core.lease where id = any(?)
              returning job_id, class, attempt, excused, expires_at, started_at > now() - interval '1 second' as young)
            insert into core.ready (class, id, attempt, excused, expires_at)
            select class, job_id, case when young then attempt - 1 else attempt end,
                   case when young then excused else excused + 1 end, expires_at
            from gone""";

    private Claims() {}

    /** Those of the claims that were granted, in the order of the queue. Rows are locked in one order by all instances. */
    static List<Lease> take(Connection connection, List<Claim> wanted, LeaseSettings settings) throws SQLException {
        List<Claim> claims = wanted.stream()
                .sorted(Comparator.comparingInt((Claim one) -> one.row().queue())
                        .thenComparing(one -> one.row().id()))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            Columns.set(statement, 1, "int4", claims, one -> one.row().queue());
            Columns.set(statement, 2, "uuid", claims, one -> one.row().id());
            Columns.set(statement, 3, "uuid", claims, Claim::lease);
            Columns.set(statement, 4, "text", claims, one -> one.poll().miner().id());
            Columns.set(statement, 5, "int4", claims, Claim::slot);
            Columns.set(statement, 6, "numeric", claims, Claim::unitPrice);
            Columns.set(statement, 7, "float8", claims, one -> seconds(one, settings));
            List<Lease> granted = new ArrayList<>(claims.size());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    granted.add(Lease.of(rows, granted.size()));
                }
            }
            return granted;
        }
    }

    private static double seconds(Claim claim, LeaseSettings settings) {
        return (claim.kept() ? settings.duration() : settings.silent()).toMillis() / 1000.0;
    }

    /** Puts jobs back whose miners will never hear of their lease, because the answer to {@link #take} was lost. */
    static int undo(Connection connection, List<UUID> leases) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNDO)) {
            statement.setArray(1, connection.createArrayOf("uuid", leases.toArray()));
            return statement.executeUpdate();
        }
    }
}
