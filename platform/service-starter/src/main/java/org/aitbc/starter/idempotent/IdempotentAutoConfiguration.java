package org.aitbc.starter.idempotent;

import org.aitbc.starter.schedule.Retention;
import org.aitbc.starter.schedule.SweepAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** {@link IdempotentRequests} for services whose schema has a table of answers ({@code aitbc.answers: true}). */
@AutoConfiguration(after = SweepAutoConfiguration.class)
@ConditionalOnBooleanProperty("aitbc.answers")
public class IdempotentAutoConfiguration {

    @Bean
    IdempotentRequests idempotentRequests(
            @Value("${aitbc.schema}") String schema,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            JsonMapper json) {
        return new IdempotentRequests(schema, jdbc, transactions, json);
    }

    @Bean
    @ConditionalOnBean(Retention.class)
    OldAnswers oldAnswers(IdempotentRequests requests, Retention retention) {
        return new OldAnswers(requests.schema(), retention);
    }

    /** Forgets what was answered long ago. */
    record OldAnswers(String schema, Retention retention) {

        static final String OLD = """
                with old as (
                  select principal, key from %1$s.answer where at < now() - make_interval(days => :days)
                  order by at limit :most for update skip locked),
                gone as (
                  delete from %1$s.answer a using old where a.principal = old.principal and a.key = old.key returning 1)
                select count(*) from gone""";

        @Scheduled(fixedDelayString = Retention.EVERY, initialDelayString = Retention.EVERY)
        public void delete() {
            retention.delete("answers", OLD.formatted(schema));
        }
    }
}
