package org.aitbc.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aitbc.servicetest.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked in belongs together: sources, what the compiler makes of them, and the classes. */
class SourcesTests {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path COMPILED = MODULE.resolve("src/main/resources/org/aitbc/contracts");

    @Test
    void compileToWhatIsCheckedIn() throws Exception {
        Programs.require("npm", run("npm", "--version"), "apt install npm");
        Programs.require(
                "compiler",
                Files.isDirectory(MODULE.resolve("node_modules/solc")) || run("npm", "ci", "--ignore-scripts"),
                "npm cannot fetch it");
        Path fresh = Files.createDirectories(MODULE.resolve("target/compiled"));

        assertThat(run("node", "compile.mjs", fresh.toString())).isTrue();

        assertThat(names(fresh)).isEqualTo(names(COMPILED)).isNotEmpty();
        for (String name : names(fresh)) {
            assertThat(fresh.resolve(name)).hasSameTextualContentAs(COMPILED.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {AitbcToken.class, EscrowPayout.class, HashTimeLock.class, ReceiptAnchor.class})
    void classesHaveTheBytecodeThatIsCheckedIn(Class<?> contract) throws Exception {
        String bytecode = Files.readString(COMPILED.resolve(contract.getSimpleName() + ".bin"))
                .strip();

        assertThat(contract.getField("BINARY").get(null)).isEqualTo(bytecode);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean run(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .directory(MODULE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
