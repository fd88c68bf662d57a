package org.aitbc.market.enhanced;

import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Verifications that were asked for. An offer has one of each type at a time. */
@Component
class Verifications {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    private final RowMapper<Row> row;

    Verifications(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = (found, _) -> new Row(
                Rows.id(found, "id"),
                Rows.id(found, "offer_id"),
                found.getString("type"),
                found.getString("asked_by"),
                found.getString("miner_id"),
                Rows.idOrNull(found, "job_id"),
                new Verification(
                        Ids.text(Rows.id(found, "id")),
                        Ids.text(Rows.id(found, "offer_id")),
                        found.getString("type"),
                        found.getString("status"),
                        checks(found.getString("checks")),
                        found.getString("miner_id"),
                        Rows.idTextOrNull(found, "job_id"),
                        Rows.time(found, "created_at"),
                        Rows.timeOrNull(found, "concluded_at")));
    }

    record Row(
            UUID id,
            UUID offer,
            String type,
            String askedBy,
            String minerId,
            @Nullable UUID jobId,
            Verification view) {

        boolean isPending() {
            return view.status().equals("pending");
        }
    }

    /** The one that runs, or a new one. */
    Row runningOrNew(UUID offer, String type, String askedBy, String miner) {
        jdbc.sql("""
                        insert into marketplace.verification (id, offer_id, type, asked_by, miner_id) values (?, ?, ?, ?, ?)
                        on conflict (offer_id, type) where status = 'pending' do nothing""").params(Ids.next(), offer, type, askedBy, miner).update();
        return running(offer, type).orElseThrow();
    }

    Optional<Row> running(UUID offer, String type) {
        return jdbc.sql("select * from marketplace.verification where offer_id = ? and type = ? and status = 'pending'")
                .params(offer, type)
                .query(row)
                .optional();
    }

    /** @throws NotFound when there is none */
    Row require(UUID id) {
        return jdbc.sql("select * from marketplace.verification where id = ?")
                .param(id)
                .query(row)
                .optional()
                .orElseThrow(() -> new NotFound("VERIFICATION_NOT_FOUND", "no such verification"));
    }

    void submitted(UUID id, UUID job) {
        jdbc.sql("update marketplace.verification set job_id = ? where id = ?")
                .params(job, id)
                .update();
    }

    void conclude(UUID id, VerificationChecks checks) {
        jdbc.sql("""
                        update marketplace.verification set status = ?, checks = ?::json, concluded_at = now()
                        where id = ? and status = 'pending'""")
                .params(checks.overall(), json.writeValueAsString(checks), id)
                .update();
    }

    private VerificationChecks checks(@Nullable String stored) {
        return stored == null
                ? VerificationChecks.all("pending", "the job has not ended yet")
                : json.readValue(stored, VerificationChecks.class);
    }
}
