package org.aitbc.endtoend.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.aitbc.endtoend.RunningSuite;
import org.aitbc.endtoend.SharedSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The market's pages as the gateway serves them, above the services themselves. */
@ExtendWith(SharedSuite.class)
class LiveMarketTests extends BrowserTest {

    private static final String BOOKINGS = "/v1/marketplace/bookings";

    private @Nullable RunningSuite suite;
    private @Nullable LiveMarket opened;

    /** After it is known that there is a browser. */
    @BeforeAll
    void use(RunningSuite shared) {
        suite = shared;
    }

    @BeforeEach
    void openMarket() throws IOException, InterruptedException {
        opened = LiveMarket.open(Objects.requireNonNull(suite));
    }

    @AfterEach
    void closeMarket() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aClientFindsBooksPausesReleasesAndReviewsAGpu() throws Exception {
        market().remember(market().gpu("NVIDIA L4").path("id").stringValue());
        visit("market/region%3A" + market().region());
        assertThat(page.locator("more-list tbody tr")).hasCount(2);
        page.locator(".chips button >> text=NVIDIA L4").click();
        assertThat(page.locator("more-list tbody tr")).hasCount(1);
        photographInAllLooks("live-market");
        follow("NVIDIA L4");
        sees(".chart svg").hasAttribute("aria-label", Pattern.compile("Price of 1[23] hours: from 3.6 to .*"));

        useKey(market().clientKey());
        page.getByLabel("Hours", new Page.GetByLabelOptions().setExact(true)).fill("2");
        sees(".act").containsText("AITBC if all of it is used");
        // it is booked, but nobody hears of it
        page.route("**/book", LiveMarketTests::lose, new Page.RouteOptions().setTimes(1));
        press("Book it");
        sees("main [role=alert]").containsText("The gateway does not answer");
        press("Book it");
        sees(".said").containsText("Booked until");
        assertThat(market().asClient(BOOKINGS).path("items")).hasSize(1);
        photographInAllLooks("live-gpu");

        follow("Bookings");
        photographInAllLooks("live-bookings");
        follow("Change or release");
        sees("main >> text=Close it, as its owner").not().isAttached();
        press("Pause it");
        sees(".said").containsText("Paused");
        sees(".facts").containsText("Paused by");
        photographInAllLooks("live-booking-paused");
        press("Resume it");
        sees(".said").containsText("It goes on");
        await().until(() ->
                market().asClient(BOOKINGS).at("/items/0/used_seconds").longValue() > 0);

        press("Release it");
        sees(".said").containsText("goes back");
        sees(".said").isFocused();
        page.getByLabel("How was it?").selectOption("4, good");
        page.getByLabel("In words").fill("Was there all the time.");
        photographInAllLooks("live-booking-completed");
        press("Publish it");
        sees(".said").containsText("it has 4 of 5 now");
        press("Publish it");
        sees("main [role=alert]").containsText("Reviewed before");
        follow("Bookings");
        follow("Review");
        page.locator(".facts a >> text=NVIDIA L4").click();
        sees("blockquote").containsText("Was there all the time.");
    }

    @Test
    void anOperatorClosesABookingForAReasonAndPausesAGpu() throws Exception {
        String id = market().gpu("NVIDIA A10").path("id").stringValue();
        String booking = market().asClient("/v1/marketplace/gpu/" + id + "/book", "{\"duration_hours\":2}")
                .path("booking_id")
                .stringValue();
        visit("bookings");
        useKey(market().operatorKey());
        follow("Close");
        assertThat(page).hasURL(Pattern.compile("#/booking/" + booking));
        sees("main >> text=Extend it").not().isAttached();
        press("Close it");
        assertThat(booking(booking).path("close_reason").isNull())
                .as("not without a reason")
                .isTrue();
        page.getByLabel("Why").focus();
        page.keyboard().type("Maint");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        sees(".said").containsText("It ends");
        sees("main >> text=Closed for").isVisible();
        assertThat(booking(booking).path("close_reason").stringValue()).isEqualTo("MAINTENANCE");
        photographInAllLooks("live-booking-closing");
        page.getByLabel("Why").selectOption("HARDWARE_FAILURE");
        press("Close it");
        sees(".said").containsText("goes back");
        assertThat(booking(booking).path("ended_at").isNull()).isFalse();

        visit("gpu/" + id);
        press("Pause it");
        sees(".said").containsText("not booked any more");
        sees(".head").containsText("paused");
        photographInAllLooks("live-gpu-paused");
        press("Book it");
        sees("main [role=alert]").containsText("owner");
        assertThat(page.locator("main [role=alert]")).not().containsText("{");
        press("Offer it again");
        sees(".said").containsText("It can be booked");
        sees(".head").containsText("available");
    }

    @Override
    String url() {
        return Objects.requireNonNull(suite).url();
    }

    private static void lose(Route route) {
        route.fetch();
        route.abort();
    }

    private void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(false))
                .first()
                .click();
    }

    private JsonNode booking(String id) throws IOException, InterruptedException {
        return market().asClient(BOOKINGS + "/" + id);
    }

    private LiveMarket market() {
        return Objects.requireNonNull(opened);
    }
}
