package org.aitbc.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How to run PostgreSQL, which refuses to run as root. */
enum RunAs {
    /** As the current user, unless that is root. */
    SELF("", null),
    /** In a user namespace that has no root: still root's files and processes to everybody outside. */
    NAMESPACE("unshare -U", "0:0"),
    /** As the user nobody, where namespaces are forbidden, as in most containers. */
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups", "65534:65534");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String prefix;
    private final @Nullable String owner;

    RunAs(String prefix, @Nullable String owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    static RunAs here() {
        if (!System.getProperty("user.name").equals("root")) {
            return SELF;
        }
        return NAMESPACE.works() ? NAMESPACE : NOBODY;
    }

    boolean works() {
        Finished id = run(List.of("id", "-u"));
        return !id.failed() && !id.output().equals("0");
    }

    Finished run(List<String> command) {
        return run(command, "");
    }

    Finished run(List<String> command, String input) {
        List<String> whole = Stream.concat(Arrays.stream(prefix.split(" ")), command.stream())
                .filter(word -> !word.isEmpty())
                .toList();
        return Finished.run(whole, input, LIMIT);
    }

    /** Gives what PostgreSQL writes to, with all it holds, to the user it will run as. */
    void give(Path path) {
        if (owner != null) {
            Finished chown = Finished.run(List.of("chown", "-R", owner, path.toString()), "", LIMIT);
            if (chown.failed()) {
                throw new PostgresFailed("cannot give " + path + " to " + owner + ": " + chown.output());
            }
        }
    }

    /** Nobody needs to be let through every folder above. */
    void requireWayTo(Path folder) throws IOException {
        if (this != NOBODY) {
            return;
        }
        for (@Nullable Path at = folder.toRealPath(); at != null; at = at.getParent()) {
            if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new PostgresFailed("PostgreSQL does not run as root, and " + at
                        + " lets no other user through: choose another folder or start as another user");
            }
        }
    }
}
