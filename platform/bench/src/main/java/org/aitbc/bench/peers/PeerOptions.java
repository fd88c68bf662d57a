package org.aitbc.bench.peers;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the programs are kept that the suite is compared with. */
public final class PeerOptions {

    @Option(
            names = "--work-folder",
            defaultValue = ".aitbc/peers",
            description = "Keeps what the package managers fetch (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    public Path folder() {
        return folder.toAbsolutePath();
    }
}
