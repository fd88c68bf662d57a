package org.aitbc.standalone.console;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A browser that reads the pages above answers that the test sets. */
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
