package org.aitbc.standalone.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a {@link SupervisedProcess} is started.
 *
 * @param name what messages call it
 * @param mark an argument that no other process on the machine has
 * @param input is written to its standard input, which then stays open
 */
public record ProcessSpec(String name, ProcessBuilder builder, String mark, String input, Backoff backoff) {

    /** Output is appended to the file: a pipe would need a reader for as long as the process lives. */
    public static ProcessSpec of(
            String name, List<String> words, String mark, Path output, String input, Backoff backoff) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder of " + output, e);
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return new ProcessSpec(name, builder, mark, input, backoff);
    }

    /** A variable, not an argument, which every user of the machine could read. */
    public ProcessSpec with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }
}
