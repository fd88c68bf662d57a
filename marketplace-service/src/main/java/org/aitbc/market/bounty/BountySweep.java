package org.aitbc.market.bounty;

import java.util.List;
import java.util.UUID;
import org.aitbc.market.sweep.Sweep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends bounties that the creator has not judged in time, and pays those whose judgement stands. */
@Component
class BountySweep {

    private static final String DUE = """
            select b.id from marketplace.bounty b left join marketplace.submission w on w.id = b.winner
            where b.settled_at is null
              and (b.status = 'active' and b.deadline < now() - make_interval(secs => :judging)
                and not exists (select from marketplace.submission r
                                where r.bounty_id = b.id and r.status = 'rejected' and not r.dispute_resolved
                                  and r.judged_at > now() - make_interval(secs => :disputing))
                or b.status = 'completed' and w.judged_at <= now() - make_interval(secs => :disputing))
            order by b.deadline limit 200""";

    private final JdbcClient jdbc;
    private final JudgeBounty judgeBounty;
    private final BountySettings settings;

    BountySweep(JdbcClient jdbc, JudgeBounty judgeBounty, BountySettings settings) {
        this.jdbc = jdbc;
        this.judgeBounty = judgeBounty;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${aitbc.market.bounty.look:500ms}")
    void sweep() {
        Sweep.each("bounty", this::due, judgeBounty::passTime);
    }

    private List<UUID> due() {
        return jdbc.sql(DUE)
                .param("judging", settings.judging().toSeconds())
                .param("disputing", settings.disputing().toSeconds())
                .query(UUID.class)
                .list();
    }
}
