package org.aitbc.standalone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.aitbc.standalone.machine.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteKeysTests {

    @TempDir
    Path folder;

    @Test
    void areMadeAtTheFirstStartAndKept() throws Exception {
        Path file = folder.resolve("keys.env");
        SuiteKeys made = SuiteKeys.kept(file);

        assertThat(SuiteKeys.kept(file)).isEqualTo(made);
        assertThat(made.client()).hasSize(64).isNotEqualTo(made.miner());
        assertThat(Files.readString(file)).contains("\nADMIN_API_KEY=" + made.admin() + "\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileThatLacksOneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("keys.env"), "CLIENT_API_KEY=abc\n");
        assertThatThrownBy(() -> SuiteKeys.kept(file))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MINER_API_KEY");
    }
}
