package org.aitbc.bench.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** The class or resource with the bug in it, in a folder of its own that comes first on the class path. */
final class Overlay {

    private Overlay() {}

    /** Writes it under this folder; the checkout stays as it is. */
    static void plant(Bug bug, Path root, Path folder, String classpath) throws IOException {
        String planted = bug.plantedIn(Files.readString(root.resolve(bug.file())));
        if (bug.isJava()) {
            compile(bug, planted, folder, classpath);
        } else {
            Path inJar = Path.of(bug.module(), "src", "main", "resources").relativize(Path.of(bug.file()));
            write(folder.resolve(inJar), planted);
        }
    }

    private static void compile(Bug bug, String planted, Path folder, String classpath) throws IOException {
        Path source = folder.resolve("source").resolve(Path.of(bug.file()).getFileName());
        write(source, planted);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-parameters",
                        "-proc:none",
                        "-nowarn",
                        "-d",
                        folder.toString(),
                        "-cp",
                        classpath,
                        source.toString());
        if (failed != 0) {
            throw new IllegalStateException(bug.name() + ": does not compile");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(text.split("\n", -1)));
    }
}
