package org.aitbc.servicetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTests {

    @Test
    void eachIsAMigratedCopyOfItsOwn() {
        JdbcClient one = client(List.of("core"));
        JdbcClient other = client(List.of("core"));

        one.sql("create table core.mine ()").update();

        assertThat(has(one, "core.mine")).isTrue();
        assertThat(has(other, "core.mine")).isFalse();
        assertThat(has(other, "core.job")).isTrue();
    }

    @Test
    void withoutSchemasItIsEmpty() {
        assertThat(has(client(List.of()), "core.job")).isFalse();
    }

    private static JdbcClient client(List<String> schemas) {
        return JdbcClient.create(TestDatabase.dataSource(TestDatabase.create("copy", schemas)));
    }

    private static boolean has(JdbcClient database, String table) {
        return database.sql("select to_regclass(?) is not null")
                .param(table)
                .query(Boolean.class)
                .single();
    }
}
