package org.aitbc.servicetest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What tests start that costs time, a line each in the file that {@code AITBC_TEST_EVENTS} names. */
public final class TestEvents {

    private TestEvents() {}

    public static void append(String event) {
        String file = System.getenv("AITBC_TEST_EVENTS");
        if (file != null) {
            try {
                Files.writeString(Path.of(file), event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
