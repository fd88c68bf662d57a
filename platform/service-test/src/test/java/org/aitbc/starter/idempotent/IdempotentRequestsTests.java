package org.aitbc.starter.idempotent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.idempotent.IdempotentAutoConfiguration.OldAnswers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Each service keeps its answers in its own schema. */
class IdempotentRequestsTests {

    private static final DataSource DATABASE = TestDatabase.dataSource(TestDatabase.url());
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final JsonMapper JSON = new JsonMapper();

    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private final IdempotentRequests once = once("one_service");
    private final Caller caller = new Caller("client-" + Ids.text(Ids.next()), Role.CLIENT, Caller.DEFAULT_TENANT);
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeAll
    static void twoServices() {
        for (String schema : new String[] {"one_service", "another_service"}) {
            JDBC.sql("create schema " + schema).update();
            JDBC.sql("""
                            create table %s.answer (
                              principal text not null, key text not null, request_hash text not null, answer json not null,
                              at timestamptz not null default now(), primary key (principal, key))""".formatted(schema)).update();
        }
    }

    private IdempotentRequests once(String schema) {
        return new IdempotentRequests(schema, JDBC, transactions, JSON);
    }

    private record Price(BigDecimal amount) {}

    private int run(IdempotentRequests service, String amount) {
        return service.run(
                caller, "key", "buy", new Price(new BigDecimal(amount)), Integer.class, runs::incrementAndGet);
    }

    @Test
    void aRepetitionIsAnsweredAsTheFirstTime() {
        assertThat(run(once, "5")).isOne();
        assertThat(run(once, "5.0")).isOne();
        assertThat(runs).hasValue(1);
    }

    @Test
    void anAnswerIsForgottenOnceItIsOld() {
        run(once, "5");
        assertThat(forget()).isZero();
        JDBC.sql("update one_service.answer set at = now() - interval '91 days' where principal = ?")
                .param(caller.subject())
                .update();
        assertThat(forget()).isOne();
        assertThat(run(once, "6")).isEqualTo(2);
    }

    private static int forget() {
        return JDBC.sql(OldAnswers.OLD.formatted("one_service"))
                .param("days", 90)
                .param("most", 10)
                .query(Integer.class)
                .single();
    }

    @Test
    void aKeyIsForOneRequest() {
        run(once, "5");
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> run(once, "6"))
                .returns("IDEMPOTENCY_KEY_REUSED", Invalid::code);
    }

    @Test
    void whoRepeatsWhileTheFirstIsRunningIsTold() {
        TransactionTemplate apart = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        once.run(caller, "key", "buy", "it", Integer.class, () -> {
            IdempotentRequests second = new IdempotentRequests("one_service", JDBC, apart, JSON);
            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(() -> second.run(caller, "key", "buy", "it", Integer.class, () -> 2))
                    .returns("REQUEST_IN_PROGRESS", Conflict::code);
            // the same key is nothing to another service
            return new IdempotentRequests("another_service", JDBC, apart, JSON)
                    .run(caller, "key", "sell", "it", Integer.class, () -> 3);
        });
    }

    @Test
    void aSchemaIsAPlainName() {
        assertThatIllegalArgumentException().isThrownBy(() -> once("payment.answer; drop schema core; --"));
        assertThatIllegalArgumentException().isThrownBy(() -> once(""));
    }

    @Test
    void onlyServicesWithATableHaveIt() {
        ApplicationContextRunner service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(IdempotentAutoConfiguration.class))
                .withBean(JdbcClient.class, () -> JDBC)
                .withBean(TransactionTemplate.class, () -> transactions)
                .withBean(JsonMapper.class, () -> JSON)
                .withPropertyValues("aitbc.schema=one_service");
        service.run(context -> assertThat(context).doesNotHaveBean(IdempotentRequests.class));
        service.withPropertyValues("aitbc.answers=true")
                .run(context -> assertThat(context).hasSingleBean(IdempotentRequests.class));
    }
}
