package org.aitbc.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A machine whose worker has put its GPU on the market.
 *
 * @param gpu the id of the listing
 */
record Rig(TestClient owner, String miner, String gpu) {

    /**
     * The programs of a machine, for its worker's {@code PATH}: the driver's, since the machine of a test may have no GPU, and
     * one that jobs can run.
     *
     * @param answer what the program {@code answer} prints
     */
    static Path programs(Path folder, String answer) {
        String card = "GPU-" + folder.getFileName();
        program(folder.resolve("nvidia-smi"), "NVIDIA GeForce RTX 4090, " + card + ", 24564, 0, 0, 41, 62.5, 570.86");
        program(folder.resolve("answer"), answer);
        return folder;
    }

    private static void program(Path file, String printed) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\necho '" + printed + "'\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
