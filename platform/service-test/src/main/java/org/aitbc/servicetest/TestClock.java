package org.aitbc.servicetest;

import java.time.Duration;
import java.time.Instant;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database's clock, until a test stops it and moves it on. */
public final class TestClock extends DatabaseClock {

    private volatile @Nullable Instant stopped;

    public TestClock(JdbcClient jdbc) {
        super(jdbc);
    }

    public void stop() {
        stopped = super.now();
    }

    public void forward(Duration time) {
        stopped = now().plus(time);
    }

    public void run() {
        stopped = null;
    }

    @Override
    public Instant now() {
        Instant at = stopped;
        return at == null ? super.now() : at;
    }
}
