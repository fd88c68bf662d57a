package org.aitbc.bench.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list keeps to its sources; that the bugs are caught is seen by {@code ./aitbc plant}. */
class PlantedBugsTests {

    private static final Path ROOT = root();

    static List<Bug> bugs() throws IOException {
        return Bugs.read(ROOT);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aBugFitsItsSource(Bug bug) throws IOException {
        String source = Files.readString(ROOT.resolve(bug.file()));
        assertThat(bug.plantedIn(source)).isNotEqualTo(source);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void theTestThatCatchesItIsThere(Bug bug) throws IOException {
        String[] named = bug.caughtBy().selector().split("[#(]", -1);
        Path file = ROOT.resolve(bug.caughtBy().module())
                .resolve("src/test/java")
                .resolve(named[0].replaceAll("\\$.*", "").replace('.', '/') + ".java");
        assertThat(file).content().contains("void " + named[1] + "(");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void theDocumentTellsOfIt(Bug bug) {
        assertThat(ROOT.resolve("docs/planted-bugs.md")).content().contains(bug.row());
    }

    @Test
    void namesAreUnique() throws IOException {
        assertThat(bugs()).extracting(Bug::name).doesNotHaveDuplicates();
    }

    @Test
    void aTextThatIsNotThereOnceFitsNothing() {
        Bug bug = new Bug("b", "wrong", "a/src/main/java/A.java", "x", "y", new NamedTest("a", "A"));
        assertThat(bug.plantedIn("axb")).isEqualTo("ayb");
        assertThatThrownBy(() -> bug.plantedIn("ab")).hasMessageContaining("not found");
        assertThatThrownBy(() -> bug.plantedIn("axxb")).hasMessageContaining("more than once");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(Bugs.FILE))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }
}
