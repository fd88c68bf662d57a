package org.aitbc.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The libraries of the pages, each from its webjar, under a path that does not tell its version. */
final class Library {

    private static final Map<String, String> FOLDERS = Map.of(
            "lit", folder("org.mvnpm/lit", "_static/lit/%s/"),
            "lit-element", folder("org.mvnpm/lit-element", "_static/lit-element/%s/"),
            "lit-html", folder("org.mvnpm/lit-html", "_static/lit-html/%s/"),
            "reactive-element", folder("org.mvnpm.at.lit/reactive-element", "_static/reactive-element/%s/"),
            "pico", folder("org.webjars.npm/picocss__pico", "webjars/picocss__pico/%s/css/"));

    private Library() {}

    /** Where the files of a library are; null when there is none of that name. */
    static @Nullable String folder(String name) {
        return FOLDERS.get(name);
    }

    private static String folder(String artifact, String folder) {
        Properties pom = new Properties();
        try (InputStream in = Library.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + artifact);
            }
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/" + folder.formatted(pom.getProperty("version"));
    }
}
