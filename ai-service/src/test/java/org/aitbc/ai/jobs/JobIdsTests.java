package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;

class JobIdsTests {

    @Test
    void idsFollowFromTheFirst() {
        UUID first = JobIds.first();

        List<UUID> ids = JobIds.from(first, 1_000);

        assertThat(first.getMostSignificantBits() & 0xFFF).isZero();
        assertThat(ids).hasSize(1_000).isSorted().doesNotHaveDuplicates().startsWith(first);
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >> 16).isEqualTo(first.getMostSignificantBits() >> 16);
        });
    }

    @Test
    void aSingleJobHasTheIdItsKeyRemembers() {
        UUID id = Ids.next();

        assertThat(JobIds.from(id, 1)).containsExactly(id);
    }

    @Test
    void idsOfManyRequestsAtOnceAreDistinct() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.addAll(JobIds.from(JobIds.first(), 20));
            ids.add(Ids.next());
        }

        assertThat(ids).doesNotHaveDuplicates();
    }
}
