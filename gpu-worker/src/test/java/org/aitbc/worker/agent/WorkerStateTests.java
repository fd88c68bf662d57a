package org.aitbc.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerStateTests {

    @TempDir
    Path folder;

    @Test
    void idAndKeyAreMadeOnceAndKept() {
        WorkerState made = WorkerState.in(folder.resolve("deep/er"), null);
        WorkerState again = WorkerState.in(folder.resolve("deep/er"), null);
        assertThat(made.minerId()).matches("[a-z0-9-]+-[0-9a-f]{8}").isEqualTo(again.minerId());
        assertThat(made.key().keyId()).isEqualTo(again.key().keyId());
        assertThat(WorkerState.in(folder.resolve("other"), null).minerId()).isNotEqualTo(made.minerId());
    }

    @Test
    void aGivenIdIsUsedButNotKept() {
        assertThat(WorkerState.in(folder, "mine").minerId()).isEqualTo("mine");
        assertThat(WorkerState.in(folder, null).minerId()).isNotEqualTo("mine");
    }

    @Test
    void twoWorkersAreNotTheSameMiner() {
        assertThat(WorkerState.in(folder, "mine").lock(folder)).isTrue();
        assertThat(WorkerState.in(folder, "mine").lock(folder)).isFalse();
        assertThat(WorkerState.in(folder, "other").lock(folder)).isTrue();
    }
}
