package org.aitbc.endtoend.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GovernanceTests extends SiteTest {

    private static final String PROPOSAL = "/v1/governance/proposals/" + Answers.PROPOSAL;
    private static final String VOTE = PROPOSAL + "/vote?voter_id=client-1";
    private static final String PROFILE = "/v1/governance-enhanced/profiles/client-1";

    @Test
    void proposalsAreListedByWhatBecomesOfThemBesideOnesOwnPower() {
        visit("governance");
        assertThat(page.locator("more-list h2"))
                .hasText(new String[] {"Voted on now", "Voted on later", "Passed, to be executed", "Ended, newest first"
                });
        assertThat(page.locator("more-list tbody tr")).hasCount(4);
        sees("more-list >> nth=0").containsText("25,300.12345678 of 40,200.5");
        sees("more-list >> nth=1").containsText("staker-7");
        sees("more-list progress").hasAttribute("value", "25300.12345678");
        sees("main >> text=The API key says whose power it is").isVisible();

        useKey("secret-1");
        sees(".head").containsText("0.00000012 AITBC");
        sees(".head").containsText("12,345,678,901.12345678 AITBC");
        photographInAllLooks("governance");
        page.locator("more-list .title").first().click();
        assertThat(page).hasURL(Pattern.compile("#/proposal/" + Answers.PROPOSAL));
        sees("h1").hasText("Lower the network fee <b>now</b>");
    }

    @Test
    void withoutProposalsAndAProfileThePageSaysSo() {
        for (String which : new String[] {"state=active&", "state=pending&", "state=queued&", ""}) {
            site.answers("/v1/governance/proposals?" + which + "limit=25", "{\"items\":[],\"next_cursor\":null}");
        }
        site.refuses(PROFILE, 404, "there is no such profile");
        visit("governance");
        assertThat(page.locator("more-list .empty")).hasCount(4);
        useKey("secret-1");
        site.answers("/v1/governance/profiles", Answers.text("profile.json"));
        sees("main >> text=Make a profile").isVisible();
        site.answers(PROFILE, Answers.text("profile.json"));
        press("Make a profile");
        sees(".head").containsText("0.00000012 AITBC");
        assertThat(site.posted().getLast().body()).isEqualTo("{\"user_id\":\"client-1\"}");
    }

    @Test
    void onlyWhatIsOverStandsBelow() {
        String open = Answers.text("proposal.json");
        String over = open.replace("\"active\"", "\"executed\"").replace(Answers.PROPOSAL, "0c");
        site.answers(
                "/v1/governance/proposals?limit=25",
                "{\"items\":[" + open + "," + over + "],\"next_cursor\":\"next-1\"}");
        site.answers(
                "/v1/governance/proposals?limit=25&cursor=next-1", "{\"items\":[" + open + "],\"next_cursor\":null}");
        visit("governance");
        Locator ended = page.locator("more-list >> nth=3 >> tbody tr");
        assertThat(ended).hasCount(1);
        assertThat(ended).containsText("executed");
        press("Show more");
        sees("more-list >> nth=3 >> button").not().isAttached();
        assertThat(ended).hasCount(1);
    }

    @Test
    void aProposalShowsWhatItChangesAndWhoVotedHow() {
        visit("proposal/" + Answers.PROPOSAL);
        sees(".changes li").hasText(Pattern.compile("payments\\.network_fee:\\s+0\\.025 → 0\\.02"));
        sees("section[aria-labelledby=tally]").containsText("25,000.12345678");
        sees("section[aria-labelledby=times]").containsText("place 184,467 of the ledger");
        sees("main tbody tr >> nth=0").containsText("split: 0.5 for, 0.3 against, 0.2 abstaining");
        sees("main tbody tr >> nth=0").containsText("<script>alert(1)</script>");
        sees("blockquote").containsText("<img src=x onerror=alert(1)>");
        assertThat(page.locator("main img, main script, h1 b")).hasCount(0);
        assertThat(page.locator("#backtest, #trial")).hasCount(0);
        sees("main >> text=The API key says who votes.").isVisible();

        site.answers(PROPOSAL, executed());
        site.answers(PROPOSAL + "/backtest", Answers.text("backtest.json"));
        page.reload();
        sees(".changes li").hasText(Pattern.compile("payments\\.network_fee:\\s+0\\.025 → 0\\.02"));
        sees("section[aria-labelledby=backtest] tbody tr").hasText("network revenue1,204.50.00000005");
        sees("section[aria-labelledby=backtest]").containsText("No figures: nothing that was kept tells it.");
        sees("section[aria-labelledby=trial] tbody tr")
                .hasText("jobs completed per hourat least 0.8 times the week before96120.5402");
        photographInAllLooks("proposal-executed");
    }

    @Test
    void membersOfAPayloadThatAreNullAreAsIfTheyWereNotThere() {
        String nulls = "\"amount\":null,\"recipient\":null,\"add\":null,\"guardrails\":null,\"trial_days\":null";
        site.answers(PROPOSAL, Answers.text("proposal.json").replace("{\"changes\"", "{" + nulls + ",\"changes\""));
        visit("proposal/" + Answers.PROPOSAL);
        sees(".changes li").containsText("0.025 → 0.02");
        assertThat(page.locator("section[aria-labelledby=does] dt")).hasCount(0);

        site.answers(
                PROPOSAL,
                Answers.text("proposal.json")
                        .replace("\"parameter\", \"method\"", "\"general\", \"method\"")
                        .replaceAll("\\{\"changes.*}]}", "{" + nulls + "}"));
        page.reload();
        sees("section[aria-labelledby=does]").containsText("asks for an opinion");
    }

    @Test
    void aVoteIsCastOnceWithItsReason() {
        visit("proposal/" + Answers.PROPOSAL);
        useKey("secret-1");
        sees(".act").containsText("12,345,678,901.1234569 AITBC");
        press("Vote");
        assertThat(site.posted()).as("not without a choice").isEmpty();
        choose("For");
        page.getByLabel("Why").fill("It pays for itself.");
        site.refuses(VOTE, 403, "NO_POWER", "you had no voting power when this vote began");
        press("Vote");
        sees("main [role=alert]").containsText("No voting power");
        sees("main [role=alert]").containsText("when this vote began");
        assertThat(site.posted()).singleElement().satisfies(posted -> {
            assertThat(posted.path()).isEqualTo(VOTE);
            assertThat(posted.key()).isEqualTo("secret-1");
            assertThat(posted.body()).isEqualTo("{\"vote_type\":\"for\",\"reason\":\"It pays for itself.\"}");
        });

        choose("Split");
        assertThat(page.locator("input[name=part]")).hasCount(3);
        page.locator("input[name=part] >> nth=0").fill("0.12345678");
        page.locator("input[name=part] >> nth=1").fill("half");
        press("Vote");
        assertThat(site.posted()).as("not with a part that is no number").hasSize(1);
        page.locator("input[name=part] >> nth=1").fill("0.87654322");
        page.getByLabel("Why").fill("");
        site.answers(VOTE, "{\"voting_power_used\":12.5}");
        site.answers(PROPOSAL + "/votes?voter_id=client-1", Answers.text("votes.json"));
        press("Vote");
        sees(".said").containsText("Your vote counts with 12.5");
        sees("section[aria-labelledby=vote]").containsText("You voted split: 0.5 for");
        sees(".said").isFocused();
        assertThat(site.posted().getLast().body())
                .isEqualTo("{\"vote_type\":\"split\",\"split\":[0.12345678,0.87654322,0]}");
    }

    @Test
    void aVoteThatWasCastBeforeIsNotAskedForAgain() {
        visit("proposal/" + Answers.PROPOSAL);
        useKey("secret-1");
        choose("For");
        site.refuses(VOTE, 409, "ALREADY_VOTED", "you have voted");
        site.answers(PROPOSAL + "/votes?voter_id=client-1", Answers.text("votes.json"));
        press("Vote");
        sees("main [role=alert]").containsText("Voted before");
        sees("section[aria-labelledby=vote]").containsText("You voted split: 0.5 for");
        sees("main form.act").not().isAttached();
        sees(".said").isFocused();
    }

    @Test
    void aSignalIsVotedOnBetweenItsChoices() {
        site.answers(PROPOSAL + "/result", "{\"scores\":[0.5,1.25],\"winner\":2,\"sybil_resistant\":true}");
        signal("single", "{\"choices\":[2]}", () -> page.getByLabel("<i>L4</i>").check());
        signal(
                "approval",
                "{\"choices\":[1,2]}",
                () -> page.getByRole(AriaRole.CHECKBOX).all().forEach(Locator::check));
        signal("ranked", "{\"choices\":[2,1]}", () -> {
            page.locator("select[name=choice] >> nth=0").selectOption("<i>L4</i>");
            page.locator("select[name=choice] >> nth=1").selectOption("H100");
        });
        signal(
                "weighted",
                "{\"weights\":[0,0.30000001]}",
                () -> page.getByLabel("<i>L4</i>").fill("0.30000001"));
    }

    private void signal(String method, String body, Runnable choose) {
        site.answers(
                PROPOSAL,
                Answers.text("proposal.json")
                        .replace("\"basic\"", "\"" + method + "\"")
                        .replace("\"choices\": []", "\"choices\": [\"H100\", \"<i>L4</i>\"]")
                        .replaceAll("\\{\"changes.*}]}", "{}"));
        site.refuses(VOTE, 422, "INVALID_CHOICE", "not as " + method);
        visit("check");
        if (method.equals("single")) {
            useKey("secret-1");
        }
        visit("proposal/" + Answers.PROPOSAL);
        sees("section[aria-labelledby=does]").containsText("asks for an opinion");
        sees("section[aria-labelledby=tally] tbody tr >> nth=1").containsText("<i>L4</i> ahead");
        choose.run();
        press("Vote");
        sees("main [role=alert]").containsText("not as " + method);
        assertThat(site.posted().getLast().body()).isEqualTo(body);
    }

    @Test
    void parametersShowTheirBoundsTheirHistoryAndWhoAppliesThem() {
        visit("parameters");
        assertThat(page.locator("main tbody tr")).hasCount(3);
        sees("main tbody tr >> nth=0").containsText("payment-service: 0.025");
        sees("main tbody tr >> nth=2").containsText("not said by any service");
        photographInAllLooks("parameters");
        page.locator("main a >> text=payments.network_fee").click();
        sees("main section >> nth=1").containsText("In force from");
        assertThat(page.locator("main section >> nth=1 >> tbody tr")).hasCount(2);
        sees("main tbody a").hasAttribute("href", "#/proposal/" + Answers.PROPOSAL);

        site.answers("/v1/governance/parameters/lease.duration_seconds/versions", "[]");
        visit("parameters/lease.duration_seconds");
        sees("main >> text=Nothing was decided about it yet").isVisible();
        visit("parameters/none.such");
        sees("[role=alert]").containsText("There is no such parameter.");
    }

    private static String executed() {
        return Answers.text("proposal.json")
                .replace("\"active\"", "\"executed\"")
                .replace("\"executed_at\": null", "\"executed_at\": \"2026-11-25T09:58:00Z\", \"trial\": $TRIAL")
                .replace("$TRIAL", Answers.text("trial.json"));
    }

    private void choose(String vote) {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(vote).setExact(true))
                .check();
    }
}
