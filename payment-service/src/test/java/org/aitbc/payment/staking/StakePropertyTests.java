package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.QuietPayments;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever stakers, agents and admins do in whatever order: stakes and ledger agree, no money appears or is lost, no
 * balance is below zero, principal changes by what is put in and taken out only, and nobody shares more than it earned.
 */
class StakePropertyTests {

    private static final int STAKERS = 3;
    private static final int AGENTS = 2;
    private static final int PURSE = 500_000;
    private static final int EARNED = 1_000;

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietPayments.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final LedgerWriter LEDGER = CONTEXT.getBean(LedgerWriter.class);
        static final StakeDeposits DEPOSITS = CONTEXT.getBean(StakeDeposits.class);
        static final StakeExits EXITS = CONTEXT.getBean(StakeExits.class);
        static final Slashing SLASHING = CONTEXT.getBean(Slashing.class);
        static final RewardClaims CLAIMS = CONTEXT.getBean(RewardClaims.class);
        static final EarningsDistributions DISTRIBUTIONS = CONTEXT.getBean(EarningsDistributions.class);
        static final Stakes STAKES = CONTEXT.getBean(Stakes.class);
        static final StakeAudit AUDIT = CONTEXT.getBean(StakeAudit.class);
    }

    enum Verb {
        CREATE,
        CREATE_COMPOUNDING,
        ADD,
        DISTRIBUTE,
        FILL_POOL,
        CLAIM,
        UNBOND,
        COMPLETE,
        SLASH,
        DAYS_PASS
    }

    /**
     * @param who which of the stakers, and by it which of the agents
     * @param stake which of the stakes there are
     * @param size hundredths of something
     */
    record Step(Verb verb, int who, int stake, int size) {

        BigDecimal amount(String most) {
            return new BigDecimal(most).multiply(BigDecimal.valueOf(size)).movePointLeft(2);
        }
    }

    /** What a stake must hold: exactly, or at least where shares compound. */
    private static final class Model {

        final UUID id;
        final Caller staker;
        final boolean compounds;
        BigDecimal principal;

        Model(UUID id, Caller staker, boolean compounds, BigDecimal principal) {
            this.id = id;
            this.staker = staker;
            this.compounds = compounds;
            this.principal = principal;
        }
    }

    private final List<Caller> stakers = new ArrayList<>();
    private final List<Caller> agents = new ArrayList<>();
    private final List<Model> stakes = new ArrayList<>();

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Verb.class),
                        Arbitraries.integers().between(0, STAKERS - 1),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(1, 100))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void theBooksAlwaysAgree(@ForAll("lives") List<Step> steps) {
        begin();
        for (Step step : steps) {
            try {
                take(step);
            } catch (DomainException refused) {
                // refused is fine: nothing may have changed
            }
            check();
        }
    }

    private void begin() {
        stakers.clear();
        agents.clear();
        stakes.clear();
        for (int i = 0; i < STAKERS; i++) {
            stakers.add(caller("staker"));
            deposit(Account.available(stakers.get(i).subject(), Currency.AITBC), BigDecimal.valueOf(PURSE));
        }
        for (int i = 0; i < AGENTS; i++) {
            String agent = caller("agent").subject();
            agents.add(new Caller(agent, Role.MINER, Caller.DEFAULT_TENANT));
            deposit(Account.available(agent, Currency.AITBC), BigDecimal.valueOf(EARNED * 2L));
            Service.JDBC
                    .sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                    .params(agent, agent)
                    .update();
            Service.JDBC
                    .sql("insert into payment.agent_day (agent, day, completed, earned) values (?, current_date, 1, ?)")
                    .params(agent, EARNED)
                    .update();
        }
    }

    private static Caller caller(String kind) {
        return new Caller(kind + "-" + Ids.text(Ids.next()), Role.CLIENT, Caller.DEFAULT_TENANT);
    }

    private static void deposit(Account account, BigDecimal amount) {
        Service.LEDGER.post(Posting.of(
                Ids.next(), "deposit", "test", new Transfer(Account.external(Currency.AITBC), account, amount)));
    }

    private void take(Step step) {
        Caller staker = stakers.get(step.who());
        Caller agent = agents.get(step.who() % AGENTS);
        switch (step.verb()) {
            case CREATE -> create(staker, agent, step.amount("100000"), false);
            case CREATE_COMPOUNDING -> create(staker, agent, step.amount("100000"), true);
            case FILL_POOL -> deposit(StakerShares.pool(agent.subject()), step.amount("3.333333"));
            case DISTRIBUTE ->
                Service.DISTRIBUTIONS.distribute(
                        agent, new EarningsDistributionRequest(agent.subject(), step.amount("777.777777"), null));
            default -> {
                if (!stakes.isEmpty()) {
                    change(step, stakes.get(step.stake() % stakes.size()));
                }
            }
        }
    }

    private void create(Caller staker, Caller agent, BigDecimal amount, boolean compounds) {
        StakeView made = Service.DEPOSITS.create(
                staker, new StakeCreateRequest(agent.subject(), amount, 1 + stakes.size(), compounds));
        stakes.add(new Model(Ids.parse(made.stakeId()), staker, compounds, amount));
    }

    private static void change(Step step, Model stake) {
        switch (step.verb()) {
            case ADD -> {
                Service.DEPOSITS.add(stake.staker, stake.id, step.amount("33333.333333"));
                stake.principal = stake.principal.add(step.amount("33333.333333"));
            }
            case CLAIM -> Service.CLAIMS.claim(stake.staker, Set.of(stake.id));
            case UNBOND -> Service.EXITS.unbond(stake.staker, stake.id);
            case COMPLETE -> Service.EXITS.complete(stake.staker, stake.id);
            case SLASH -> {
                BigDecimal fraction = step.amount("1");
                Service.SLASHING.slash(caller("admin"), stake.id, new StakeSlashRequest(fraction, "property"));
                stake.principal = stake.principal.subtract(StakePolicy.slashed(stake.principal, fraction));
            }
            default -> age(stake, step.size());
        }
    }

    private static void age(Model stake, int days) {
        Service.JDBC.sql("""
                        update payment.stake set ends_at = ends_at - i, rewarded_at = rewarded_at - i,
                          unbonding_at = unbonding_at - i
                        from (select make_interval(hours => 24 * ?) as i) where id = ?""").params(days, stake.id).update();
    }

    private void check() {
        assertThat(Service.AUDIT.drift()).isEmpty();
        assertThat(number("select sum(balance) from payment.account")).isEqualByComparingTo("0");
        assertThat(number("select count(*) from payment.account where balance < 0 and kind <> 'external'"))
                .isEqualByComparingTo("0");
        assertThat(number("""
                        select count(*) from (select agent, sum(fee + shared) as shared from payment.stake_distribution group by agent) d
                        join payment.agent_day using (agent) where shared > earned""")).isEqualByComparingTo("0");
        for (Model stake : stakes) {
            BigDecimal principal = Service.STAKES.require(stake.id).amount();
            if (stake.compounds) {
                assertThat(principal).isGreaterThanOrEqualTo(stake.principal);
            } else {
                assertThat(principal).isEqualByComparingTo(stake.principal);
            }
        }
    }

    private static BigDecimal number(String sql) {
        return Service.JDBC.sql(sql).query(BigDecimal.class).single();
    }
}
