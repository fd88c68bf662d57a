package org.aitbc.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.aitbc.bench.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.CommandSpec;

class PartTests {

    @Test
    void partsOfOneSubcommandShareItsRun() {
        assertThat(Part.commands(List.of(Part.named("jobs"), Part.named("wake-up")), true))
                .containsExactly(
                        List.of("peers", "--only", "batched,single", "--quick", "--only", "wake-up", "--quick"));
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> Part.named("nonsense")).hasMessageContaining("wake-up");
    }

    @ParameterizedTest
    @EnumSource
    void eachPartIsWhatItsSubcommandUnderstands(Part part) {
        for (boolean quick : new boolean[] {false, true}) {
            List<String> words = Part.commands(List.of(part), quick).getFirst();
            CommandSpec understood = Bench.commandLine()
                    .parseArgs(words.toArray(String[]::new))
                    .subcommand()
                    .commandSpec();
            assertThat(understood.name()).isEqualTo(words.getFirst());
            assertThat(understood.findOption("--json")).isNotNull();
        }
    }
}
