package org.aitbc.standalone.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this platform. */
record Binaries(Path folder) {

    /** Unpacks the programs from the class path; the folder is named after their content, so once is enough. */
    static Binaries unpacked(Path home) {
        String name = "/postgres-" + platform() + ".txz";
        URL archive = Binaries.class.getResource(name);
        if (archive == null) {
            throw new PostgresFailed("no PostgreSQL programs for " + platform() + " on the class path");
        }
        try {
            Path folder = home.resolve("programs-" + fingerprint(archive));
            if (!Files.exists(folder)) {
                // moved into place when complete, so that a start that was broken off leaves nothing half unpacked
                Path fresh = home.resolve("programs.new");
                FileSystemUtils.deleteRecursively(fresh);
                unpack(archive, Files.createDirectory(fresh));
                Files.move(fresh, folder);
            }
            return new Binaries(folder);
        } catch (IOException e) {
            throw new PostgresFailed("cannot unpack PostgreSQL into " + home + ": " + e.getMessage(), e);
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "darwin" : system) + (processor.equals("aarch64") ? "-arm_64" : "-x86_64");
    }

    private static String fingerprint(URL archive) throws IOException {
        return archive.openConnection() instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toHexString(archive.openConnection().getContentLengthLong());
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream bytes = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes, 1 << 16)))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, entry.resolveIn(folder));
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & 0100) != 0) {
            path.toFile().setExecutable(true, false);
        }
    }
}
