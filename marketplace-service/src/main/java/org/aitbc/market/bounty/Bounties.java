package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.bounty}. */
@Component
class Bounties {

    private static final String FIND = "select " + Bounty.COLUMNS + " from marketplace.bounty b";

    private final JdbcClient jdbc;
    private final BountySettings settings;

    Bounties(JdbcClient jdbc, BountySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    Bounty require(UUID id) {
        return one(FIND + " where b.id = ?", id);
    }

    /** The same, locked until the end of the transaction. */
    Bounty lock(UUID id) {
        return one(FIND + " where b.id = ? for update of b", id);
    }

    private Bounty one(String sql, UUID id) {
        return jdbc.sql(sql)
                .param(id)
                .query(Bounty::of)
                .optional()
                .orElseThrow(() -> new NotFound("BOUNTY_NOT_FOUND", "there is no such bounty"));
    }

    List<Bounty> list(BountyFilter filter, @Nullable String creator) {
        return jdbc.sql(FIND + """
                         where (:status::text is null or b.status = :status) and (:tier::text is null or b.tier = :tier)
                          and (:creator::text is null or b.creator = :creator) and (:category::text is null or b.category = :category)
                          and (:least::numeric is null or b.reward >= :least) and (:most::numeric is null or b.reward <= :most)
                          and (:before::timestamptz is null or b.deadline <= :before) and (:after::timestamptz is null or b.deadline >= :after)
                          and (:proof::boolean is null or b.requires_zk_proof = :proof) and (:tags::text[] is null or b.tags && :tags::text[])
                          and (:query::text is null or strpos(lower(concat_ws(' ', b.title, b.description, array_to_string(b.tags, ' '))), lower(:query)) > 0)
                        order by b.id desc limit :rows offset :skipped""")
                .param("status", word(filter.status()))
                .param("tier", word(filter.tier()))
                .param("creator", creator)
                .param("category", filter.category())
                .param("least", filter.minReward())
                .param("most", filter.maxReward())
                .param("before", filter.deadlineBefore())
                .param("after", filter.deadlineAfter())
                .param("proof", filter.requiresZkProof())
                .param("tags", filter.tags() == null ? null : filter.tags().toArray(String[]::new))
                .param("query", filter.query())
                .param("rows", filter.rows())
                .param("skipped", filter.skipped())
                .query(Bounty::of)
                .list();
    }

    /** @throws Invalid when the deadline is not ahead, or further than a year */
    Bounty create(UUID hold, Caller creator, BountyCreateRequest request) {
        BigDecimal reward = request.rewardAmount();
        int created = jdbc.sql("""
                        insert into marketplace.bounty (id, creator, title, description, reward, creation_fee, success_fee, platform_fee, tier,
                          status, performance_criteria, min_accuracy, max_response_time, deadline, max_submissions, requires_zk_proof,
                          auto_verify_threshold, tags, category, difficulty)
                        select :id, :creator, :title, :description, :reward, :creation, :success, :platform, :tier,
                          'active', :criteria::json, :accuracy, :time, :deadline, :most, :proof, :threshold, :tags, :category, :difficulty
                        where :deadline > now() and :deadline <= now() + interval '365 d'""")
                .param("id", hold)
                .param("creator", creator.subject())
                .param("title", request.title())
                .param("description", request.description())
                .param("reward", reward)
                .param("creation", BountySettings.of(reward, settings.creationFee()))
                .param("success", BountySettings.of(reward, settings.successFee()))
                .param("platform", BountySettings.of(reward, settings.platformFee()))
                .param("tier", request.tierOrBronze().text())
                .param("criteria", request.criteria())
                .param("accuracy", request.leastAccuracy())
                .param("time", request.maxResponseTime())
                .param("deadline", request.deadline())
                .param("most", request.mostSubmissions())
                .param("proof", request.needsProof())
                .param("threshold", request.autoThreshold())
                .param("tags", request.distinctTags())
                .param("category", request.category())
                .param("difficulty", request.difficulty())
                .update();
        if (created == 0) {
            throw new Invalid("VALIDATION_ERROR", "deadline: must be ahead, by a year at most");
        }
        return require(hold);
    }

    void countSubmission(UUID id) {
        jdbc.sql("update marketplace.bounty set submission_count = submission_count + 1 where id = ?")
                .param(id)
                .update();
    }

    void become(UUID id, BountyStatus status, @Nullable UUID winner) {
        jdbc.sql("""
                        update marketplace.bounty set status = :status, winner = :winner,
                          completed_at = case when :status = 'completed' then coalesce(completed_at, now()) end
                        where id = :id""")
                .param("status", status.text())
                .param("winner", winner)
                .param("id", id)
                .update();
    }

    void settle(UUID id) {
        jdbc.sql("update marketplace.bounty set settled_at = now() where id = ?")
                .param(id)
                .update();
    }

    private static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
