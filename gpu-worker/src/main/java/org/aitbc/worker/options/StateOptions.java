package org.aitbc.worker.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the worker keeps its id and its key. */
public final class StateOptions {

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:AITBC_STATE_DIR:-${sys:user.home}/.aitbc/worker}",
            description = "where id and signing key are kept (AITBC_STATE_DIR, default ~/.aitbc/worker)")
    private Path folder = Path.of("");

    public Path folder() {
        return folder;
    }
}
