package org.aitbc.endtoend.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MarketTests extends SiteTest {

    private static final String SEARCH = "/v1/marketplace/gpu/search?";
    private static final String BOOK = "/v1/marketplace/gpu/" + Answers.GPU_DASHED + "/book";
    private static final String BOOKINGS = "/v1/marketplace/bookings/";

    @Test
    void gpusAreFoundByWhatIsChosenAndWritten() {
        site.answers(SEARCH + "q=model%3A%22NVIDIA%20H100%22&sort=-created_at&limit=25", only("NVIDIA H100"));
        site.answers(SEARCH + "q=h100%20price_per_hour%3C2&sort=-created_at&limit=25", only("NVIDIA H100"));
        site.answers(SEARCH + "q=h100%20price_per_hour%3C2&sort=price_per_hour&limit=25", only("NVIDIA H100"));
        visit("market");
        assertThat(page.locator("more-list tbody tr")).hasCount(3);
        sees("main [role=status]").hasText("3 found");

        page.locator(".chips button >> text=NVIDIA H100").click();
        assertThat(page.locator("more-list tbody tr")).hasCount(1);
        sees(".chips button[aria-pressed=true]").containsText("NVIDIA H100");
        sees(".chips button[aria-pressed=true]").isFocused();
        sees("main input[name=q]").hasValue("model:\"NVIDIA H100\"");
        page.keyboard().press("Enter");
        assertThat(page.locator("more-list tbody tr")).hasCount(3);
        page.goBack();
        assertThat(page.locator("more-list tbody tr")).hasCount(1);

        page.getByLabel("Which GPUs").fill("h100 price_per_hour<2");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#/market/h100%20price_per_hour%3C2$"));
        page.getByLabel("Order").selectOption("Cheapest first");
        assertThat(page).hasURL(Pattern.compile("\\?sort=price_per_hour$"));
        page.reload();
        sees("main input[name=q]").hasValue("h100 price_per_hour<2");
        sees("main select").hasValue("price_per_hour");
        assertThat(page.locator("more-list tbody tr")).hasCount(1);
    }

    @Test
    void aQueryThatIsNoneIsRefusedInWords() {
        site.refuses(SEARCH + "q=colour%3Ared&sort=-created_at&limit=25", 422, "q: there is no attribute 'colour'");
        visit("market");
        page.getByLabel("Which GPUs").fill("colour:red");
        page.keyboard().press("Enter");
        sees("main [role=alert]").containsText("there is no attribute 'colour'");
        sees(".chips").isVisible();
    }

    @Test
    void theSearchGoesOnWhereItsFirstPartEnded() {
        String path = SEARCH + "q=&sort=-created_at&limit=25";
        site.answers(path, gpus().put("next_cursor", "next-1"));
        site.answers(
                path + "&cursor=next-1",
                gpus().put("next_cursor", (String) null).putNull("facets").putNull("total"));
        visit("market");
        press("Show more");
        assertThat(page.locator("more-list tbody tr")).hasCount(6);
        sees("main [role=status]").hasText("3 found");
        sees(".chips").isVisible();
    }

    @Test
    void aGpuTellsWhatItsReliabilityIsMadeOfAndWhatItCost() {
        site.answers(
                "/v1/pricing/history/" + Answers.GPU_DASHED + "?period=1d",
                "{\"data_points\":[],\"statistics\":{\"average_price\":0,\"min_price\":0,\"max_price\":0}}");
        visit("gpu/" + Answers.GPU);
        sees("section[aria-labelledby=reliability]").containsText("800 done, 3 failed, 2 lapsed");
        sees(".chart svg").hasAttribute("aria-label", "Price of 12 hours: from 1.5 to 1.8");
        assertThat(page.locator(".chart path").getAttribute("d"))
                .startsWith("M0.0 92.0H90.3V92.0H180.6V71.0")
                .endsWith("H993.5V29.0H1000");
        sees("blockquote >> nth=1").containsText("<b>Good</b>");
        press("1d");
        sees("main >> text=Too little was measured").isVisible();

        site.refuses("/v1/marketplace/gpu/" + Answers.GPU_DASHED + "/reliability", 503, "down");
        page.reload();
        sees("main >> text=97.31 %").isVisible();
        sees("section[aria-labelledby=reliability]").not().isAttached();
    }

    @Test
    void aGpuIsBookedWithTheKeyOfThisTab() {
        site.answers(
                BOOK,
                "{\"booking_id\":\"" + Answers.BOOKING
                        + "\",\"end_time\":\"2026-11-25T12:00:00Z\",\"status\":\"booked\"}");
        visit("gpu/" + Answers.GPU);
        sees("main form").not().isAttached();
        page.locator("main >> text=Enter the API key").click();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("secret-1");
        page.keyboard().press("Enter");

        page.getByLabel("Hours", new Page.GetByLabelOptions().setExact(true)).fill("4");
        sees(".act").containsText("7.2 AITBC");
        press("Book it");
        sees("[aria-live] a").hasAttribute("href", "#/booking/" + Answers.BOOKING);
        assertThat(site.posted()).singleElement().satisfies(booked -> {
            assertThat(booked.path()).isEqualTo(BOOK);
            assertThat(booked.key()).isEqualTo("secret-1");
            assertThat(booked.attempt()).matches("[0-9a-f]{32}");
            assertThat(booked.body()).isEqualTo("{\"duration_hours\":4}");
        });
        assertThat(page.evaluate("() => [localStorage.length, document.cookie]").toString())
                .isEqualTo("[0, ]");
        photograph("gpu-booked-light");

        page.getByLabel("At most, in all").fill("5");
        press("Book it");
        page.waitForCondition(() -> site.posted().size() == 2);
        assertThat(site.posted().getLast().body()).isEqualTo("{\"duration_hours\":4,\"spend_cap\":5}");
        assertThat(site.posted().getLast().attempt())
                .isNotEqualTo(site.posted().getFirst().attempt());
    }

    @Test
    void aRefusalIsToldInWordsAndAnOutageIsTriedAgainByTheSameName() {
        visit("gpu/" + Answers.GPU);
        useKey("secret-1");
        refused(402, "INSUFFICIENT_FUNDS", "1.8 AITBC cannot be held", "Not enough money");
        photograph("gpu-refused-light");
        refused(409, "GPU_NOT_AVAILABLE", "the GPU is booked at that time", "Not to be had then");
        refused(503, "UNAVAILABLE", "payments are down", "Not available now");
        refused(409, "PRICE_CHANGED", "the GPU's price has just changed; try again", "The price has changed");
        assertThat(site.posted()).extracting(Site.Posted::attempt).satisfies(names -> {
            assertThat(names).hasSize(4).doesNotContainNull();
            assertThat(names.get(3)).isEqualTo(names.get(2));
            assertThat(names.subList(0, 3)).doesNotHaveDuplicates();
        });
    }

    @Test
    void aBookingIsExtendedAndReleased() {
        visit("bookings");
        useKey("secret-1");
        assertThat(page.locator("more-list tbody tr")).hasCount(2);
        photographInAllLooks("bookings-own");
        page.locator("main >> text=Change or release").click();
        assertThat(page).hasURL(Pattern.compile("#/booking/" + Answers.BOOKING));

        site.refuses(
                BOOKINGS + Answers.BOOKING + "/extend", 409, "GPU_NOT_AVAILABLE", "the GPU is booked at that time");
        page.getByLabel("More hours").fill("2.5");
        press("Extend it");
        sees("main [role=alert]").containsText("the GPU is booked at that time");
        String longer = Answers.text("booking.json").replace("12:00:00", "14:30:00");
        site.answers(BOOKINGS + Answers.BOOKING + "/extend", longer);
        site.answers(BOOKINGS + Answers.BOOKING, longer);
        press("Extend it");
        sees("main [aria-live]").containsText("It ends 2026-11-25 14:30:00 UTC");
        // until the booking has been read again it can be neither released nor extended
        sees("main >> text=Release it").isEnabled();
        assertThat(site.posted().getLast().body()).isEqualTo("{\"duration_hours\":2.5}");

        String ended = Answers.text("completed.json").replace("\"refund\": 0", "\"refund\": 3.7");
        site.answers(BOOKINGS + Answers.BOOKING + "/close", ended);
        site.answers(BOOKINGS + Answers.BOOKING, ended);
        press("Release it");
        sees("main [aria-live]").containsText("3.7 AITBC goes back");
        sees("main >> text=Went back").isVisible();
        sees("main >> text=Release it").not().isAttached();
        assertThat(site.posted().getLast().key()).isEqualTo("secret-1");
    }

    @Test
    void aCompletedBookingIsReviewed() {
        String reviews = "/v1/marketplace/gpu/" + Answers.GPU_DASHED + "/reviews";
        visit("booking/" + Answers.COMPLETED);
        useKey("secret-1");
        site.answers(reviews, "{\"status\":\"review_added\",\"average_rating\":4.33}");
        page.getByLabel("How was it?").selectOption("4, good");
        page.getByLabel("In words").fill("Was there \"all\" the time.");
        press("Publish it");
        sees("main [aria-live]").containsText("4.33 of 5");
        assertThat(site.posted().getLast().body())
                .isEqualTo("{\"rating\":4,\"comment\":\"Was there \\\"all\\\" the time.\"}");

        site.refuses(reviews, 409, "ALREADY_REVIEWED", "each booking and each receipt is reviewed once");
        press("Publish it");
        sees("main [role=alert]").containsText("Reviewed before");
        photographInAllLooks("booking-completed");
    }

    @ParameterizedTest
    @CsvSource({"client-1, Release it, Close it", "owner-1, Close it, Release it"})
    void eachSideOfABookingSeesWhatItMayDo(String who, String may, String mayNot) {
        site.answers(Answers.WALLET, Answers.wallet(who));
        visit("booking/" + Answers.BOOKING);
        useKey("secret-1");
        sees("main >> text=" + may).isVisible();
        sees("main >> text=" + mayNot).not().isAttached();

        site.answers(Answers.WALLET, Answers.wallet("admin"));
        page.reload();
        sees("main >> text=" + may).isVisible();
        sees("main >> text=" + mayNot).isVisible();
    }

    @Test
    void anOwnerClosesABookingForAReason() {
        String close = BOOKINGS + Answers.BOOKING + "/close";
        site.answers(Answers.WALLET, Answers.wallet("owner-1"));
        visit("booking/" + Answers.BOOKING);
        useKey("secret-1");
        press("Close it");
        assertThat(site.posted()).as("not without a reason").isEmpty();
        page.getByLabel("Why").selectOption("MISUSE");
        site.refuses(close, 503, "DOWN", "payments are down");
        press("Close it");
        sees("main [role=alert]").containsText("payments are down");
        site.answers(close, Answers.text("booking.json").replace("12:00:00", "10:08:31"));
        press("Close it");
        sees(".said").containsText("It ends 2026-11-25 10:08:31 UTC");
        assertThat(site.posted()).extracting(Site.Posted::body).containsOnly("{\"reason\":\"MISUSE\"}");
        assertThat(site.posted())
                .extracting(Site.Posted::attempt)
                .hasSize(2)
                .doesNotContainNull()
                .containsOnly(site.posted().getFirst().attempt());
    }

    private void refused(int status, String code, String detail, String title) {
        site.refuses(BOOK, status, code, detail);
        press("Book it");
        sees("main [role=alert]").containsText(title);
        sees("main [role=alert]").containsText(detail);
    }

    private static ObjectNode gpus() {
        return (ObjectNode) Answers.JSON.readTree(Answers.text("gpus.json"));
    }

    private static ObjectNode only(String model) {
        ObjectNode found = gpus().put("total", 1);
        found.withArray("items").removeIf(gpu -> !gpu.path("model").asString().equals(model));
        return found;
    }
}
