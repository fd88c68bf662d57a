package org.aitbc.endtoend.console;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A browser that reads the pages above answers that the test sets. No suite is needed, so these run beside the tests of one; the
 * lock keeps them to one browser, and each class to one thread, as Playwright wants it.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("pages")
abstract class SiteTest extends BrowserTest {

    Site site;

    @Override
    @BeforeEach
    void open() throws IOException {
        site = new Site();
        Answers.of(site);
        super.open();
    }

    @Override
    String url() {
        return site.url();
    }

    @Override
    @AfterEach
    void nothingWasOdd() {
        try {
            super.nothingWasOdd();
        } finally {
            site.close();
        }
    }
}
