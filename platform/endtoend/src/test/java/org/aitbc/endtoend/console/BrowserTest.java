package org.aitbc.endtoend.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A browser that reads the pages, and complains about whatever they do beyond that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    /** How the browser tells of an answer that is an error: the pages are made for that. */
    private static final String REFUSED = "Failed to load resource";

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable Chromium chromium;
    private @Nullable BrowserContext context;

    Page page;

    /** Where the pages are. */
    abstract String url();

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        complaints.clear();
        page = opened(new Browser.NewContextOptions());
    }

    @AfterEach
    void nothingWasOdd() {
        close();
        assertThat(complaints).isEmpty();
    }

    /** Another look at the same pages. */
    void look(ColorScheme scheme, int width) {
        page = opened(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
    }

    private Page opened(Browser.NewContextOptions options) {
        close();
        BrowserContext fresh = Objects.requireNonNull(chromium)
                .browser()
                .newContext(options.setReducedMotion(ReducedMotion.REDUCE).setBaseURL(url()));
        context = fresh;
        Page opened = fresh.newPage();
        opened.setDefaultTimeout(30_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        opened.onPageError(complaints::add);
        opened.onConsoleMessage(message -> {
            if (message.type().matches("error|warning") && !message.text().startsWith(REFUSED)) {
                complaints.add(message.text());
            }
        });
        opened.onRequest(request -> {
            if (!request.url().startsWith(url()) && !request.url().startsWith("data:")) {
                complaints.add("asked elsewhere: " + request.url());
            }
        });
        return opened;
    }

    private void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    void visit(String hash) {
        page.navigate("/#/" + hash);
    }

    LocatorAssertions sees(String selector) {
        return PlaywrightAssertions.assertThat(page.locator(selector).first());
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    void useKey(String key) {
        page.locator("#key").click();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.keyboard().press("Enter");
        sees("#key").hasText("API key: set");
    }

    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    void photographInAllLooks(String name) {
        for (String look : List.of("dark", "narrow", "light")) {
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(look.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
            page.setViewportSize(look.equals("narrow") ? 390 : 1280, 900);
            photograph(name + "-" + look);
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .as("does not scroll sideways")
                    .isLessThanOrEqualTo(0);
        }
    }
}
