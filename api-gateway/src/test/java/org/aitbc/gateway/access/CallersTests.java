package org.aitbc.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.ManualTicker;
import org.aitbc.gateway.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import reactor.core.Disposable;

class CallersTests {

    private static final DataSource DATABASE = TestDatabase.create("callers");
    private static final String KEY = "client-key-0123456789";

    private final Flaky flaky = new Flaky(DATABASE);
    private final ManualTicker time = new ManualTicker();
    private final ApiKeys keys = new ApiKeys(JdbcClient.create(flaky));
    private final Callers callers = new Callers(keys, time);

    @BeforeAll
    static void migrate() {
        TestDatabase.migrate(DATABASE);
        new ApiKeys(JdbcClient.create(DATABASE)).admit(KEY, Role.CLIENT);
    }

    @Test
    void oneLookUpServesAllWhoAskMeanwhile() {
        for (int i = 0; i < 100; i++) {
            assertThat(callers.find(KEY).join()).isPresent();
            assertThat(callers.find("nobody's").join()).isEmpty();
        }
        assertThat(flaky.connections).hasValue(2);
    }

    @Test
    void aRevokedKeyIsForgottenWithinThreeSeconds() {
        ApiKeys.NewKey issued = keys.issue("someone", Role.CLIENT, Caller.DEFAULT_TENANT);
        assertThat(callers.find(issued.key()).join()).isPresent();
        keys.revoke(issued.id(), null);
        time.advance(Duration.ofMillis(2_999));
        assertThat(callers.find(issued.key()).join()).isPresent();
        time.advance(Duration.ofMillis(1));
        assertThat(callers.find(issued.key()).join()).isEmpty();
    }

    @Test
    void aKeyInUseIsRefreshedBehindTheRequest() {
        ApiKeys.NewKey issued = keys.issue("someone else", Role.CLIENT, Caller.DEFAULT_TENANT);
        assertThat(callers.find(issued.key()).join()).isPresent();
        keys.revoke(issued.id(), null);
        time.advance(Duration.ofMillis(2_100));
        await().until(() -> callers.find(issued.key()).join().isEmpty());
    }

    @Test
    void whatIsKnownOutlivesTheDatabaseForThreeSeconds() {
        callers.find(KEY).join();
        flaky.isDown = true;
        assertThat(callers.find(KEY).join()).isPresent();
        assertThat(callers.known(KEY)).isNotNull();
        time.advance(Duration.ofSeconds(3));
        assertThat(callers.known(KEY)).isNull();
        assertThatThrownBy(() -> callers.find(KEY).join()).hasRootCauseMessage("down");
        flaky.isDown = false;
        await().ignoreExceptions().until(() -> callers.find(KEY).join().isPresent());
    }

    @Test
    void keysOfTheEnvironmentWaitForTheSchema() {
        DataSource late = TestDatabase.create("late");
        ApiKeys lateKeys = new ApiKeys(JdbcClient.create(late));
        Disposable admission = new EnvironmentKeys(KEY, "", "").admit(lateKeys);
        TestDatabase.migrate(late);
        await().until(() -> lateKeys.find(KEY).isPresent());
        admission.dispose();
        assertThat(List.of(lateKeys.find(KEY).orElseThrow().role())).containsExactly(Role.CLIENT);
    }

    private static final class Flaky extends DelegatingDataSource {

        private final AtomicInteger connections = new AtomicInteger();
        private volatile boolean isDown;

        Flaky(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            if (isDown) {
                throw new SQLException("down");
            }
            return super.getConnection();
        }
    }
}
