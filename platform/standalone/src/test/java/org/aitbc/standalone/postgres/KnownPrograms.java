package org.aitbc.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's programs, unpacked once for all tests: to unpack them takes longer than to start a server. */
public final class KnownPrograms {

    private static final Path KEPT = Path.of("target", "postgres");

    private KnownPrograms() {}

    /** Puts the programs where a server that has this home finds them. */
    public static void putInto(Path home) {
        try {
            Path kept = kept();
            Path folder = home.resolve(kept.getFileName());
            if (Files.exists(folder)) {
                return;
            }
            for (Path file : files(kept)) {
                put(file, folder.resolve(kept.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path kept() throws IOException {
        Files.createDirectories(KEPT);
        return Binaries.unpacked(KEPT).folder();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }

    private static void put(Path file, Path copy) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(copy);
        } else if (Files.isSymbolicLink(file)) {
            Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
        } else {
            try {
                Files.createLink(copy, file);
            } catch (FileSystemException e) {
                // the two folders are on different disks
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
