package org.aitbc.starter.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTests {

    @ParameterizedTest
    @CsvSource({",,,20,0", "7,,,7,0", ",40,,20,40", "200,1,,200,1", "7,40,0123456789abcdef0123456789abcdef,7,0"})
    void rowsAndWhatIsLeftOut(
            @Nullable Integer limit, @Nullable Integer offset, @Nullable String cursor, int rows, int skipped) {
        Page page = new Page(limit, offset, cursor);

        assertThat(page.rows()).isEqualTo(rows);
        assertThat(page.skipped()).isEqualTo(skipped);
    }

    @Test
    void theFirstPartIsBelowNothing() {
        assertThat(Ids.text(new Page(null, null, null).below())).isEqualTo("f".repeat(32));
    }

    @Test
    void aCursorIsAnIdWithOrWithoutDashes() {
        UUID id = Ids.next();

        assertThat(new Page(null, null, Ids.text(id)).below()).isEqualTo(id);
        assertThat(new Page(null, null, id.toString()).below()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "123", "0123456789abcdef0123456789abcdef0"})
    void anythingElseIsRefused(String cursor) {
        assertThatThrownBy(() -> new Page(null, null, cursor).below())
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("cursor:");
    }
}
