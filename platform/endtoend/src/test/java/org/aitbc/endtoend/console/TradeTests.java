package org.aitbc.endtoend.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TradeTests extends SiteTest {

    private static final String ORDERS = "/v1/trading/orders";
    private static final String ORDER = ORDERS + "/0198c0ffee00700080000000000000f1";
    private static final String CANCEL = "Cancel: buy 250 at 0.00000007";
    private static final String OPEN = ORDERS + "?market=AITBC-ETH&open=true&limit=100";

    @Test
    void marketsLeadToTheirBooks() {
        site.answers(
                "/v1/trading/markets",
                "[" + Answers.text("spot.json") + ","
                        + Answers.text("spot.json")
                                .replace("AITBC-ETH", "BTC-USDT")
                                .replace("\"last\": 0.0001", "\"last\": null")
                        + "]");
        visit("trade");
        sees("main tbody tr >> nth=0").containsText("0.00000007");
        sees("main tbody tr >> nth=0").containsText("25 %");
        sees("main tbody tr >> nth=1").containsText("none yet");
        photographInAllLooks("markets");
        page.locator("main a >> text=AITBC-ETH").click();
        assertThat(page).hasURL(Pattern.compile("#/trade/AITBC-ETH$"));
        sees(".bids tbody tr >> nth=0").containsText("0.0001");
        visit("trade/NONE");
        sees("[role=alert]").containsText("Not found");
    }

    @Test
    void theBookPricesAndFeesAreShownExactly() {
        site.answers(
                Answers.MARKET,
                Answers.text("spot.json")
                        .replace("\"taker_fee\": 0.001", "\"taker_fee\": 0.00125")
                        .replace("\"maker_fee\": 0", "\"maker_fee\": 4E-5"));
        visit("trade/AITBC-ETH");
        sees("section[aria-labelledby=rules]").containsText("0.125 %");
        sees("section[aria-labelledby=rules]").containsText("0.004 %");
        assertThat(page.locator(".bids tbody tr >> nth=2 >> td"))
                .hasText(new String[] {"0.00000007", "9,007,199,254,740,993", "9,007,199,254,741,343", ""});
        assertThat(page.locator(".asks tbody tr >> nth=1 >> td")).hasText(new String[] {"0.00012", "300", "340", ""});
        sees(".candles svg")
                .hasAttribute(
                        "aria-label",
                        "Prices of 5 times of 1h: from 0.00008 to 0.0001, lowest 0.00000007, highest 0.00012");
        assertThat(page.locator(".candles g")).hasCount(5);
        assertThat(page.locator(".candles .down")).hasCount(2);
        page.locator(".candles summary").click();
        sees(".candles tbody tr >> nth=0").containsText("2026-11-25 07:00:00 UTC");

        site.answers(Answers.MARKET + "/candles?interval=1d&limit=100", "[]");
        press("1d");
        sees("main >> text=Nothing was traded in this time.").isVisible();
        sees("main button[aria-pressed=true]").hasText("1d");
    }

    @Test
    void theStreamChangesTheBook() {
        BlockingQueue<String> stream = site.streams(Answers.MARKET + "/stream");
        stream.add(event("snapshot", 7, Answers.text("book.json")));
        visit("check");
        useKey("secret-1");
        visit("trade/AITBC-ETH");
        sees("main [role=status]").hasText("Live.");
        photographInAllLooks("trade-live");

        site.answers(OPEN, "{\"items\":[],\"next_cursor\":null}");
        stream.add(event("book", 8, """
                {"seq":8,"at":"2026-11-25T09:58:31Z","trades":[],"levels":[
                 {"side":"buy","price":0.00010000,"quantity":60},{"side":"buy","price":0.00009999,"quantity":0},
                 {"side":"sell","price":0.00010002,"quantity":0.5}]}"""));
        assertThat(page.locator(".bids tbody tr")).hasCount(2);
        assertThat(page.locator(".bids tbody tr >> nth=0 >> td")).hasText(new String[] {"0.0001", "60", "60", ""});
        assertThat(page.locator(".asks tbody td:nth-child(3)")).hasText(new String[] {"40", "40.5", "340.5"});
        sees("main >> text=You have no open order here.").isVisible();
        stream.add(event("book", 8, "{\"seq\":8,\"levels\":[{\"side\":\"buy\",\"price\":0.00005,\"quantity\":1}]}"));
        stream.add(event("book", 9, "{\"seq\":9,\"levels\":[{\"side\":\"buy\",\"price\":0.0001,\"quantity\":61}]}"));
        sees(".bids tbody tr >> nth=0").containsText("61");
        assertThat(page.locator(".bids tbody tr")).hasCount(2);
    }

    @Test
    void whatHappenedWhileTheStreamWasCutIsReadAgain() {
        page.clock().install();
        BlockingQueue<String> stream = site.streams(Answers.MARKET + "/stream");
        // the browser does not try again by itself within this test
        stream.add("retry: 600000\n\n" + event("snapshot", 7, Answers.text("book.json")));
        visit("check");
        useKey("secret-1");
        visit("trade/AITBC-ETH");
        sees("main [role=status]").hasText("Live.");
        sees("main >> text=on its way").isVisible();

        stream.add("");
        sees("main [role=status]").containsText("every five seconds");
        site.answers(
                Answers.MARKET + "/book?depth=100", Answers.text("book.json").replace("100}", "99}"));
        page.clock().runFor(5_000);
        sees(".bids tbody tr >> nth=0").containsText("99");

        stream.add(event("snapshot", 8, Answers.text("book.json").replace("100}", "98}")));
        sees(".bids tbody tr >> nth=0").containsText("98");
        sees("main [role=status]").hasText("Live.");
        page.clock().runFor(1_000);
        site.answers(OPEN, "{\"items\":[],\"next_cursor\":null}");
        stream.add(event("snapshot", 9, Answers.text("book.json")));
        sees(".bids tbody tr >> nth=0").containsText("100");
        page.clock().runFor(1_000);
        sees("main >> text=You have no open order here.").isVisible();
    }

    @Test
    void withoutAStreamThePageAsksAgainAndKeepsWhatIsWritten() {
        page.clock().install();
        visit("trade/AITBC-ETH");
        useKey("secret-1");
        sees("main [role=status]").containsText("every five seconds");
        page.getByLabel("Price in ETH").fill("0.0001");
        site.refuses(Answers.MARKET, 503, "trading is away");
        page.clock().runFor(5_000);
        sees("main [role=status]").containsText("trading is away");
        sees("main input[name=price]").hasValue("0.0001");

        site.answers(
                Answers.MARKET, Answers.text("spot.json").replace("\"reason\": null", "\"reason\": \"maintenance\""));
        site.answers(
                Answers.MARKET + "/book?depth=100",
                Answers.text("book.json").replace("\"seq\": 7", "\"seq\": 9").replace("100}", "99}"));
        page.clock().runFor(5_000);
        sees(".bids tbody tr >> nth=0").containsText("99");
        sees(".trouble").containsText("maintenance");
        sees("main input[name=price]").hasValue("0.0001");
    }

    @Test
    void anOrderIsPlacedExactlyAndOnceByItsName() {
        visit("trade/AITBC-ETH");
        sees("main form").not().isAttached();
        site.answers(Answers.WALLET, """
                {"wallet":"client-1","balances":[{"currency":"ETH","kind":"available","balance":1.5},
                 {"currency":"ETH","kind":"escrow","balance":7}]}""");
        useKey("secret-1");
        sees(".act").containsText("You have 0 AITBC and 1.5 ETH.");
        page.getByLabel("Price in ETH").fill("0.00000007");
        page.getByLabel("Quantity in AITBC").fill("1e3");
        press("Place it");
        assertThat(site.posted()).as("not with what is no amount").isEmpty();
        page.getByLabel("Quantity in AITBC").fill("123456789012.00000003");
        sees(".act").containsText("8,641.9752308400000021 ETH is reserved");
        page.getByLabel("How long").selectOption("Only if it rests");

        site.refuses(ORDERS, 422, "LOT_SIZE", "quantity: must be a multiple of 1");
        press("Place it");
        sees("main [role=alert]").containsText("quantity: must be a multiple of 1");
        site.refuses(ORDERS, 503, "UNAVAILABLE", "the outcome is unknown");
        press("Place it");
        sees("main [role=alert]").containsText("the outcome is unknown");
        site.answers(ORDERS, "{\"status\":\"expired\",\"filled_quantity\":0,\"quantity\":5}");
        press("Place it");
        sees(".said").containsText("expired: 0 of 5 AITBC filled");
        assertThat(site.posted()).hasSize(3).allSatisfy(posted -> {
            assertThat(posted.path()).isEqualTo(ORDERS);
            assertThat(posted.body())
                    .isEqualTo("{\"market\":\"AITBC-ETH\",\"side\":\"buy\",\"price\":0.00000007,"
                            + "\"quantity\":123456789012.00000003,\"time_in_force\":\"post_only\",\"client_order_id\":\""
                            + posted.attempt() + "\"}");
        });
        assertThat(site.posted().get(2).attempt())
                .isEqualTo(site.posted().get(1).attempt())
                .isNotEqualTo(site.posted().get(0).attempt());

        page.getByLabel("Sell AITBC").check();
        sees(".act").containsText("123,456,789,012.00000003 AITBC is reserved");
        page.getByLabel("How long").selectOption("At once, at what the market asks");
        sees("main input[name=price]").not().isAttached();
        page.getByLabel("Buy AITBC").check();
        page.getByLabel("For at most, in ETH").fill("0.5");
        sees(".act").containsText("0.5 ETH is reserved");
        press("Place it");
        page.waitForCondition(() -> site.posted().size() == 4);
        assertThat(site.posted().getLast().body())
                .startsWith("{\"market\":\"AITBC-ETH\",\"side\":\"buy\",\"quote_quantity\":0.5,\"type\":\"market\",");
    }

    @Test
    void theFormReservesWhatItShows() {
        visit("trade/AITBC-ETH");
        useKey("secret-1");
        page.getByLabel("Price in ETH").fill("0.0001");
        page.getByLabel("Quantity in AITBC").fill("5");
        page.getByLabel("Sell AITBC").check();
        page.getByLabel("How long").selectOption("At once, at what the market asks");
        sees("main input[name=price]").not().isAttached();
        sees(".act").containsText("5 AITBC is reserved");
        page.getByLabel("Buy AITBC").check();
        sees("main input[name=quote_quantity]").hasValue("");
        sees(".act").not().containsText("is reserved");
        page.getByLabel("For at most, in ETH").fill("2000");
        page.getByLabel("Sell AITBC").check();
        sees("main input[name=quantity]").hasValue("");
        sees(".act").not().containsText("is reserved");
        page.getByLabel("Quantity in AITBC").fill("7");
        page.getByLabel("How long").selectOption("Until it is cancelled");
        sees("main input[name=price]").hasValue("0.0001");
        sees("main input[name=quantity]").hasValue("7");
        page.getByLabel("Buy AITBC").check();
        sees(".act").containsText("0.0007 ETH is reserved");
    }

    @Test
    void anOrderWhoseAnswerWasLostKeepsItsNameWhileSomethingElseIsDone() {
        visit("trade/AITBC-ETH");
        useKey("secret-1");
        page.getByLabel("Price in ETH").fill("0.0001");
        page.getByLabel("Quantity in AITBC").fill("5");
        site.refuses(ORDERS, 504, "the answer was lost");
        press("Place it");
        sees("main [role=alert]").containsText("the answer was lost");
        site.answers(ORDER, "{\"status\":\"cancelled\"}");
        press(CANCEL);
        sees(".said").containsText("Cancelled");
        site.refuses(ORDERS, 429, "too many requests");
        press("Place it");
        sees("main [role=alert]").containsText("too many requests");
        site.answers(ORDERS, "{\"status\":\"open\",\"filled_quantity\":0,\"quantity\":5}");
        press("Place it");
        sees(".said").containsText("0 of 5 AITBC filled");
        press("Place it");
        page.waitForCondition(() -> site.posted().size() == 4);
        List<String> names = site.posted().stream().map(Site.Posted::attempt).toList();
        assertThat(names.subList(0, 3)).containsOnly(names.getFirst());
        assertThat(names.getLast()).as("another order").isNotEqualTo(names.getFirst());
    }

    @Test
    void ownOrdersAndFillsAreShownAndAnOrderIsCancelled() {
        visit("trade/AITBC-ETH");
        useKey("secret-1");
        sees("main >> text=0.15 AITBC").isVisible();
        sees("main >> text=on its way").isVisible();
        site.answers(ORDER, "{\"status\":\"cancelled\"}");
        site.answers(OPEN, "{\"items\":[],\"next_cursor\":null}");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(CANCEL).setExact(true))
                .press("Enter");
        sees(".said").containsText("Cancelled");
        sees(".said").isFocused();
        sees("main >> text=You have no open order here.").isVisible();
        assertThat(site.asked()).contains(ORDER + " secret-1");
        site.refuses(OPEN, 503, "away");
        page.reload();
        sees("main >> text=They cannot be had at the moment.").isVisible();
    }

    private static String event(String name, long seq, String json) {
        return "event: " + name + "\nid: " + seq + "\ndata: " + json.replace("\n", "") + "\n\n";
    }
}
