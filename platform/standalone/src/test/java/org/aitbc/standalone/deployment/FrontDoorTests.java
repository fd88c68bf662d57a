package org.aitbc.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root of the checkout. */
class FrontDoorTests {

    private static final Path SCRIPT = Checkout.ROOT.resolve("aitbc");

    @TempDir
    Path folder;

    private record Answer(int exit, String output) {}

    @Test
    void helpNamesEveryCommand() throws Exception {
        Answer help = run(SCRIPT, Map.of(), "help");

        assertThat(help.exit()).isZero();
        assertThat(help.output()).contains("demo", "up", "test", "soak", "build", "bench", "doctor", "worker");
        assertThat(run(SCRIPT, Map.of(), "dance")).satisfies(answer -> {
            assertThat(answer.exit()).isEqualTo(2);
            assertThat(answer.output()).contains("unknown command: dance");
        });
    }

    @Test
    void worksThroughALinkAndFromAFolderWithSpaces() throws Exception {
        Path copy =
                Files.createDirectories(folder.resolve("a folder with spaces")).resolve("aitbc");
        Files.copy(SCRIPT, copy);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a folder with spaces/aitbc"));

        assertThat(run(link, Map.of(), "help").output())
                .contains("run the suite until Ctrl-C")
                .doesNotContain("not found");
    }

    @Test
    void saysInOneLineHowToGetAJdkWhereThereIsNone() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String name : List.of("sh", "sed", "dirname", "readlink")) {
            Path program = Stream.of("/usr/bin/", "/bin/")
                    .map(place -> Path.of(place + name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(programs.resolve(name), program);
        }
        Path script = Files.writeString(
                folder.resolve("aitbc"), Files.readString(SCRIPT).replace("/usr/lib/jvm/", "/nowhere/"));

        Answer answer = run(
                script,
                Map.of("PATH", programs.toString(), "JAVA_HOME", "", "AITBC_JAVA_HOME", "", "HOME", "/nowhere"),
                "up");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.output().lines()).singleElement().asString().contains("needs a JDK 25 or newer");
    }

    private Answer run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of("/bin/sh", script.toString()), Stream.of(arguments))
                        .toList());
        builder.environment().putAll(environment);
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Answer(exit, Files.readString(output));
    }
}
