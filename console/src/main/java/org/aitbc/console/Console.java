package org.aitbc.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the web pages, by the path under which they ask for each other. */
public final class Console {

    /** Under which path everything but the page itself is. */
    public static final String FOLDER = "/console/";

    /** A name has no room for a step up, nor for a folder other than a library's. */
    private static final Pattern FILE =
            Pattern.compile(FOLDER + "(?:lib/(?<library>[a-z-]+)/)?(?<name>[a-z][a-z.-]*\\.(?<ending>[a-z]+))");

    private static final Map<String, ConsoleFile> FOUND = new ConcurrentHashMap<>();

    private Console() {}

    /** @param path of a request, decoded; {@code /} for the page itself */
    public static Optional<ConsoleFile> find(String path) {
        return Optional.ofNullable(
                FOUND.computeIfAbsent(path.equals("/") ? FOLDER + "index.html" : path, Console::read));
    }

    private static @Nullable ConsoleFile read(String path) {
        Matcher file = FILE.matcher(path);
        if (!file.matches() || !ConsoleFile.isServed(file.group("ending"))) {
            return null;
        }
        String library = file.group("library");
        String folder = library == null ? "web/" : Library.folder(library);
        try (InputStream in = folder == null ? null : Console.class.getResourceAsStream(folder + file.group("name"))) {
            return in == null ? null : ConsoleFile.of(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
