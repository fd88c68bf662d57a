package org.aitbc.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JournalTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void elsewhereProgressIsALineATenth() {
        Journal journal = journal(false);
        journal.progress("j", 0.10, 0.19);
        assertThat(text()).isEmpty();
        journal.progress("j", 0.19, 0.4);
        assertThat(text()).matches("\\d\\d:\\d\\d:\\d\\d job j 40 %\\R");
    }

    @Test
    void onATerminalProgressIsABarThatTheNextLineReplaces() {
        Journal journal = journal(true);
        journal.progress("j", 0, 0.5);
        assertThat(text()).isEqualTo("\r\033[K[############............] 50 % job j");
        journal.line("next");
        assertThat(text()).contains("job j\r\033[K").endsWith(" next" + System.lineSeparator());
    }

    private Journal journal(boolean terminal) {
        return new Journal(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
