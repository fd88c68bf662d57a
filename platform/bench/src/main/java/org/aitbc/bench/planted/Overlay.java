package org.aitbc.bench.planted;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.springframework.util.FileSystemUtils;

/** What a module is compiled to, with the bug in it: a copy, since a file that is there twice is found twice. */
final class Overlay {

    private Overlay() {}

    /**
     * Writes it under this folder; the checkout stays as it is.
     *
     * @param classpath of the test that is to catch it
     * @return the same with the copy in the place of the module
     * @throws IllegalStateException when the test does not see the module
     */
    static String plant(Bug bug, Path root, Path folder, String classpath) throws IOException {
        Path classes = TestRun.classes(root, bug.module());
        if (!List.of(classpath.split(File.pathSeparator, -1)).contains(classes.toString())) {
            throw new IllegalStateException(bug.name() + ": " + bug.module() + " is not what its test tests");
        }
        FileSystemUtils.copyRecursively(classes, folder);
        String planted = bug.plantedIn(Files.readString(root.resolve(bug.file())));
        if (bug.isJava()) {
            compile(bug, planted, folder, TestRun.classpath(root, bug.module()));
        } else {
            Path inJar = Path.of(bug.module(), "src", "main", "resources").relativize(Path.of(bug.file()));
            write(folder.resolve(inJar), planted);
        }
        return classpath.replace(classes.toString(), folder.toString());
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
