package org.aitbc.bench.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of each measurement that keeps its figures. */
public final class FiguresFile {

    @Option(names = "--json", description = "A file for the figures.")
    private @Nullable Path json;

    /** Writes the report where it was asked for. */
    public void take(Report report) {
        if (json != null) {
            report.write(json);
        }
    }
}
