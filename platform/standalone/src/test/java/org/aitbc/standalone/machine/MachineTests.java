package org.aitbc.standalone.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTests {

    @TempDir
    Path folder;

    @Test
    void aFolderHasOneHolderAtATime() {
        FolderLock lock = FolderLock.take(folder);
        assertThatThrownBy(() -> FolderLock.take(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("in use by another suite, process "
                        + ProcessHandle.current().pid());
        lock.close();
        FolderLock.take(folder).close();
    }

    @Test
    void aPortThatIsListenedOnIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.require(taken.getLocalPort(), "--port"))
                    .isInstanceOf(Refused.class)
                    .hasMessageEndingWith("is taken, choose another with --port");
        }
        int free = Ports.free();
        assertThat(Ports.require(free, "--port")).isEqualTo(free);
    }

    @Test
    void aSecretIsMadeOnceAndIsItsOwnersAlone() throws Exception {
        Path file = folder.resolve("keys/some.secret");
        String made = PrivateFile.keptSecret(file);

        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(PrivateFile.keptSecret(file)).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
