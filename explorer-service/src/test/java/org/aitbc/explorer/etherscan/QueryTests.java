package org.aitbc.explorer.etherscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.aitbc.explorer.index.Progress;
import org.junit.jupiter.api.Test;

class QueryTests {

    private static Query query(String page, String offset) {
        return new Query(new Progress(1, 0, 0, null, 0, 0, null), Map.of("page", page, "offset", offset));
    }

    @Test
    void pagesFollowOneAnotherWhateverIsAskedFor() {
        assertThat(query("2", "300").rows(1_000)).isEqualTo(300);
        assertThat(query("2", "300").skipped(1_000)).isEqualTo(300);
        // more than the action gives
        assertThat(query("1", "2000").rows(1_000)).isEqualTo(1_000);
        assertThat(query("2", "2000").skipped(1_000)).isEqualTo(1_000);
    }
}
