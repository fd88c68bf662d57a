package org.aitbc.domain.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** 32 random bytes that a file keeps as 64 hexadecimal digits. */
public final class KeptSecret {

    private static final int BYTES = 32;

    private KeptSecret() {}

    /** The file's digits; it is made at first use, readable by its owner alone. */
    public static String hex(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a key in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // written aside and moved, so that two processes starting at once agree and a crash leaves no half key
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".new");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(fresh, HexFormat.of().formatHex(secret) + "\n");
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // theirs it is
        } finally {
            Files.delete(fresh);
        }
    }
}
