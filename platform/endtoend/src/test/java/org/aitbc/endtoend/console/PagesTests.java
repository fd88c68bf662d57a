package org.aitbc.endtoend.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.aitbc.domain.receipt.Receipts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PagesTests extends SiteTest {

    private static final String NO_CHAIN = "the home chain 31337 has no node";
    private static final String HEAD = "/v1/sync-status";

    @ParameterizedTest
    @CsvSource({
        "home, '', 'Proposer'",
        "block, block/1204, 'Parent'",
        "blocks, blocks, 'Newest first'",
        "transaction, tx/$ANCHOR, 'Token transfers'",
        "address, address/$CONTRACT, 'Last active'",
        "receipt, receipt/$RECEIPT, 'Proof of inclusion'",
        "trace, trace/$JOB, 'All of it'",
        "job, job/$JOB, 'Attempts'",
        "miner, miner/$MINER, 'Jobs'",
        "search, search/12, 'Found'",
        "check, check, 'Or paste it'",
        "market, market, '3 found'",
        "gpu, gpu/$GPU, 'Reliability'",
        "bookings, bookings, 'Enter the API key'",
        "lost, block/77, 'Not found'"
    })
    void everyPageIsThereInLightInDarkAndOnASmallScreen(String name, String hash, String shown) {
        String address = hash.replace("$ANCHOR", Answers.ANCHOR)
                .replace("$CONTRACT", Answers.CONTRACT)
                .replace("$RECEIPT", Answers.RECEIPT)
                .replace("$JOB", Answers.JOB)
                .replace("$GPU", Answers.GPU)
                .replace("$MINER", Answers.MINER);
        for (String look : new String[] {"light", "dark", "narrow"}) {
            look(look.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT, look.equals("narrow") ? 390 : 1280);
            visit(address);
            sees("main >> text=" + shown).isVisible();
            sees("main [aria-busy]").not().isAttached();
            photograph(name + "-" + look);
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .as("does not scroll sideways")
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void theHomePageFollowsTheHeadWhileItIsLookedAt() {
        page.clock().install();
        visit("");
        sees("main >> text=1204").isVisible();
        long before = asked(HEAD);
        page.clock().runFor(5_000);
        page.waitForCondition(() -> asked(HEAD) == before + 1);

        hide(true);
        page.clock().runFor(60_000);
        assertThat(asked(HEAD)).isEqualTo(before + 1);

        site.answers(
                "/v1/explorer/blocks?limit=8",
                "{\"items\":[{\"height\":1205,\"hash\":\"0xab\",\"timestamp\":\"2026-11-25T09:58:41Z\",\"txCount\":3}]}");
        hide(false);
        sees("main >> role=status").hasText("Block 1205, 3 transactions");
        sees("main a[href='#/block/1205']").isVisible();
        assertThat(asked(HEAD)).isEqualTo(before + 2);
    }

    @Test
    void aSuiteWithoutAChainSaysSoAndShowsItsReceipts() {
        for (String path : new String[] {HEAD, "/v1/explorer/blocks?limit=8", "/v1/explorer/transactions?limit=8"}) {
            site.refuses(path, 503, NO_CHAIN);
        }
        site.refuses("/v1/explorer/blocks/1204", 503, NO_CHAIN);
        visit("");
        sees("main >> text=No chain").isVisible();
        sees(".trouble").containsText(NO_CHAIN);
        sees("main a[href='#/receipt/" + Answers.RECEIPT + "']").isVisible();
        photograph("no-chain-light");

        visit("block/1204");
        sees("[role=alert]").containsText(NO_CHAIN);
        site.answers("/v1/explorer/blocks/1204", Site.resource("block.json"));
        again();
        sees("main >> text=Parent").isVisible();
    }

    @Test
    void theProofIsCheckedHere() {
        visit("receipt/" + Answers.RECEIPT);
        assertThat(page.locator(".checks li")).hasCount(3);
        assertThat(page.locator(".checks mark.good")).hasCount(3);

        site.answers(
                "/v1/receipts/" + Answers.RECEIPT + "/proof", Answers.proof().put("root", Answers.hash("another")));
        page.reload();
        assertThat(page.locator(".checks mark.bad")).hasCount(2);

        site.answers("/v1/receipts/" + Answers.RECEIPT + "/proof", "{\"receipt_id\":\"x\",\"state\":\"pending\"}");
        page.reload();
        sees(".checks").containsText("not in an anchored tree yet");
        sees(".facts mark.open").hasText("pending");
    }

    @Test
    void aReceiptThatIsDroppedOrPastedIsCheckedHere() {
        visit("check");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("receipt.json", "application/json", bytes(Answers.receipt())));
        assertThat(page.locator("section[aria-labelledby=file] mark.good")).hasCount(3);
        sees("section[aria-labelledby=proof] mark.good").isVisible();
        photograph("checked-light");

        visit("receipt/" + Answers.RECEIPT);
        sees("section[aria-labelledby=proof] mark.good").isVisible();
        page.getByLabel("Or paste it").fill(Answers.receipt().toString().replace("\"price\":3.0", "\"price\":2.0"));
        press("Check it");
        assertThat(page.locator("section[aria-labelledby=file] mark.bad")).hasCount(2);

        page.getByLabel("Or paste it")
                .fill(Receipts.redacted(Answers.receipt(), Set.of("client", "metadata"))
                        .toString());
        press("Check it");
        assertThat(page.locator("section[aria-labelledby=file] mark.bad")).hasCount(0);
        sees("section[aria-labelledby=file]").containsText("redacted: its private parts are left out");

        page.getByLabel("Or paste it").fill("{");
        press("Check it");
        sees("section[aria-labelledby=file] [role=alert]").containsText("This is not JSON");

        page.evaluate("""
                text => {
                  const data = new DataTransfer();
                  data.setData('text', text);
                  document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
                }""", Answers.receipt().toString());
        assertThat(page.locator("section[aria-labelledby=file] mark.good")).hasCount(3);
    }

    @Test
    void aTraceCanBeWalkedWithTheKeyboard() {
        visit("trace/" + Answers.JOB);
        assertThat(page.locator(".picture a.box")).hasCount(11);
        sees(".chosen h2").containsText("job");
        page.locator(".picture").focus();
        page.keyboard().press("Tab");
        sees(".picture a.box >> nth=0").isFocused();
        page.keyboard().press("Tab");
        sees(".chosen h2").containsText("miner");
        sees(".box.near .name").hasText(Answers.MINER);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#/miner/" + Answers.MINER));
        sees("main h1").isFocused();
    }

    @Test
    void aSlashSearches() {
        visit("");
        sees("main >> text=1204").isVisible();
        page.keyboard().press("/");
        sees("#search input").isFocused();
        page.keyboard().type("1204");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#/block/1204$"));
        assertThat(page).hasTitle("block 1204 – AITBC explorer");
        page.keyboard().press("/");
        page.keyboard().type("nothing");
        page.keyboard().press("Enter");
        sees(".empty").containsText("Nothing here");
    }

    @Test
    void aKeyIsSentAndForgotten() {
        visit("job/" + Answers.JOB);
        sees(".empty").containsText("enter the API key");
        useKey("secret-1");
        sees("main >> text=For its owner").isVisible();
        assertThat(site.asked()).contains("/v1/jobs/" + Answers.JOB + " secret-1");
        assertThat(page.evaluate("() => [localStorage.length, document.cookie]").toString())
                .isEqualTo("[0, ]");
        photograph("job-of-owner-light");

        visit("receipt/" + Answers.RECEIPT);
        press("Fetch it with the API key");
        assertThat(page.locator("section[aria-labelledby=file] mark.good")).hasCount(3);

        page.locator("#key").click();
        photograph("key-light");
        press("Forget it");
        sees("#key").hasText("API key");
        assertThat(page.evaluate("() => sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void aThemeThatWasChosenStays() {
        visit("check");
        String light = background();
        page.locator("#theme").click();
        page.locator("#theme").click();
        sees("#theme").hasText("Theme: dark");
        assertThat(background()).isNotEqualTo(light);
        page.reload();
        sees("#theme").hasText("Theme: dark");
        page.locator("#theme").click();
        assertThat(background()).isEqualTo(light);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "%", "../../etc", "\"><script>alert(1)</script>"})
    void whateverStandsInTheAddressIsText(String text) {
        visit("block/" + text);
        sees("[role=alert]").containsText("Not found");
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    @Test
    void anotherChainIsKeptInTheLinks() {
        site.answers("/v1/explorer/blocks/9?chain_id=137", "{\"height\":9,\"hash\":\"0x9\",\"proposer\":\"0xaa\"}");
        visit("block/9?chain_id=137");
        sees("main a[href='#/address/0xaa?chain_id=137']").isVisible();
    }

    @ParameterizedTest
    @CsvSource({
        "block/1204, explorer/transactions?block=1204&limit=25, tx",
        "address/0x5fbdb2315678afecb367f032d93f642f64180aa3,"
                + "explorer/transactions?address=0x5fbdb2315678afecb367f032d93f642f64180aa3&limit=25, tx",
        "blocks, explorer/blocks?limit=25, block",
        "transactions, explorer/transactions?limit=25, tx",
        "receipts, explorer/receipts?limit=25, receipt"
    })
    void aListGoesOnWhereItsFirstPartEnded(String address, String list, String kind) {
        String path = "/v1/" + list;
        site.answers(path, part(1, 25, "next-1"));
        site.answers(path + "&cursor=next-1", part(26, 50, "next-2"));
        site.answers(path + "&cursor=next-2", part(51, 51, null));

        visit(address);
        assertThat(page.locator("more-list tbody tr")).hasCount(25);
        more();
        assertThat(page.locator("more-list tbody tr")).hasCount(50);
        sees("more-list tbody tr:nth-child(26) a").isFocused();
        sees("more-list [role=status]").hasText("50 shown");
        more();
        assertThat(page.locator("more-list tbody tr")).hasCount(51);
        sees("more-list tbody tr:last-child a").hasAttribute("href", "#/" + kind + "/51");
        sees("more-list button").not().isAttached();
    }

    @Test
    void aListThatWasReplacedMeanwhileIsBegunAgain() {
        String path = "/v1/explorer/blocks?limit=25";
        site.answers(path, part(1, 25, "next-1"));
        site.refuses(path + "&cursor=next-1", 503, "busy");
        visit("blocks");
        more();
        sees("[role=alert]").containsText("busy");
        assertThat(page.locator("more-list tbody tr")).hasCount(25);

        site.refuses(path + "&cursor=next-1", 409, "block 20 was replaced: begin the list again");
        again();
        sees("[role=alert]").containsText("was replaced");
        site.answers(path, part(101, 110, null));
        again();
        assertThat(page.locator("more-list tbody tr")).hasCount(10);
        sees("main a[href='#/block/101']").isVisible();
    }

    @Test
    void theNewestBlockHasNoNextOne() {
        site.answers("/v1/explorer/blocks/9", "{\"height\":9,\"hash\":\"0x9\",\"confirmations\":1}");
        visit("block/9");
        sees("main a[href='#/block/8']").isVisible();
        sees("main a[href='#/block/10']").not().isAttached();
    }

    @Test
    void amountsAreShownInTheCoinOfTheirChain() {
        visit("address/" + Answers.CONTRACT);
        sees("main dd >> text=1.2345 ETH").isVisible();
        visit("tx/" + Answers.ANCHOR);
        sees("main dd >> text=Gwei").isVisible();
    }

    @Test
    void aChainCanBeChosenWhereThereAreSeveral() {
        visit("blocks");
        sees("main a[href='#/block/1204']").isVisible();
        sees("#chain").not().isVisible();

        site.answers("/v1/cross-chain/chains/supported", """
                [{"chain_id":31337,"name":"Local","available":true,"home":true},
                 {"chain_id":1,"name":"Without a node","available":false,"home":false},
                 {"chain_id":137,"name":"Polygon","available":true,"home":false}]""");
        site.answers("/v1/explorer/blocks?limit=25&chain_id=137", part(7, 7, null));
        site.answers("/v1/explorer/blocks/7?chain_id=137", "{\"height\":7,\"hash\":\"0x7\"}");
        site.answers("/v1/explorer/search?q=x&chain_id=137", "{\"items\":[],\"redirect\":\"/#/block/7\"}");
        page.reload();
        assertThat(page.locator("#chain option")).hasText(new String[] {"Local", "Polygon"});
        sees("#chain").hasValue("31337");
        page.getByLabel("Chain").selectOption("Polygon");
        sees("main a[href='#/block/7?chain_id=137']").isVisible();
        sees(".brand").hasAttribute("href", "#/?chain_id=137");
        photograph("chains-light");

        page.locator("#search input").fill("x");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#/block/7\\?chain_id=137$"));
        sees("#chain").hasValue("137");
        page.getByLabel("Chain").selectOption("Local");
        assertThat(page).hasURL(Pattern.compile("#/$"));
        sees("main a[href='#/block/1204']").isVisible();
    }

    @Test
    void theSkipLinkLeadsToTheContent() {
        visit("check");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        sees("#main").isFocused();
        sees("main h1").hasText("Check a receipt");
    }

    /** Rows of any list. */
    private static String part(int first, int last, @Nullable String next) {
        ObjectNode part = Answers.JSON.createObjectNode().put("next_cursor", next);
        for (int i = first; i <= last; i++) {
            part.withArray("items")
                    .addObject()
                    .put("height", i)
                    .put("hash", String.valueOf(i))
                    .put("receiptId", String.valueOf(i))
                    .put("timestamp", "2026-11-25T09:58:31Z");
        }
        return part.toString();
    }

    private void more() {
        press("Show more");
    }

    private void again() {
        press("Try again");
    }

    private String background() {
        return (String) page.evaluate("() => getComputedStyle(document.body).backgroundColor + "
                + "getComputedStyle(document.documentElement).backgroundColor");
    }

    private void hide(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    private long asked(String path) {
        return site.asked().stream().filter(path::equals).count();
    }

    private static byte[] bytes(Object json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
