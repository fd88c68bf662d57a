package org.aitbc.ai.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aitbc.ai.AiTest;
import org.aitbc.ai.market.Market;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class WhyTests extends AiTest {

    private static final String SMALL = """
            {"gpus":[{"name":"RTX 3060","memory_mb":12288}],"cuda":"12.4","models":["llama3"],"price":0.05,"job_types":["inference"]}""";

    @BeforeEach
    void nobodyIsOnline() {
        jdbc.sql("update core.miner_beat set online = false").update();
    }

    @Test
    void nobodyIsThere() {
        assertThat(why(SOME_JOB)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"state":"QUEUED","summary":"no miner is online","live_miners":0,"matching_miners":0,"free_miners":0,
                 "failures":[],"relaxation":[]}""");
    }

    @Test
    void aMinerIsFree() {
        online("eu", SMALL);

        assertThat(why(SOME_JOB)).bodyJson().isLenientlyEqualTo("""
                {"summary":"a miner that can run it is free","live_miners":1,"matching_miners":1,"free_miners":1,
                 "failures":[],"relaxation":[]}""");
    }

    @Test
    void whoeverCouldIsBusy() {
        String busy = online("eu", SMALL);
        lease(submit(SOME_JOB), busy);

        assertThat(why(SOME_JOB)).bodyJson().isLenientlyEqualTo("""
                {"summary":"each of the 1 miners that can run it is busy","matching_miners":1,"free_miners":0,"relaxation":[]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gpu\":\"A100\"}|gpu|\"RTX 3060\"",
                "{\"cuda\":\"13\"}|cuda|\"12.4\"",
                "{\"min_vram_gb\":24}|min_vram_gb|12",
                "{\"models\":[\"gpt\",\"llama3\"]}|models|[\"llama3\"]",
                "{\"region\":\"us\"}|region|\"eu\"",
                "{\"max_price\":0.01}|max_price|0.05"
            })
    void aConstraintThatNobodyMeetsIsToldWithItsNearestValue(String constraints, String name, String value) {
        online("eu", SMALL);

        assertThat(why("{\"payload\":{\"type\":\"inference\"},\"constraints\":%s}".formatted(constraints)))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"summary":"none of the 1 miners online can run it","matching_miners":0,
                         "failures":[{"constraint":"%s","failing_miners":1}],
                         "relaxation":[{"constraint":"%s","value":%s}]}""".formatted(name, name, value));
    }

    @Test
    void aMinerWhoseTimeIsAnothersIsNoneThatCanRunIt() {
        book(someone(), online("eu", SMALL), true, -60, 60);

        assertThat(why(SOME_JOB)).bodyJson().isLenientlyEqualTo("""
                {"matching_miners":0,"failures":[{"constraint":"booking_id","failing_miners":1}],"relaxation":[]}""");
    }

    @Test
    void onBookedTimeItsMinerIsTheOne() {
        online("eu", SMALL);
        UUID booking = book(client, online("eu", SMALL), true, -60, 60);

        assertThat(why("{\"payload\":{},\"constraints\":{\"booking_id\":\"%s\"}}".formatted(Ids.text(booking))))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"live_miners":2,"matching_miners":1,"failures":[{"constraint":"booking_id","failing_miners":1}]}""");
    }

    @Test
    void aMinerThatIsNotWantedIsTold() {
        String only = online("eu", SMALL);

        assertThat(why("{\"payload\":{},\"constraints\":{\"not_miners\":[\"%s\"]}}".formatted(only)))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"matching_miners":0,"failures":[{"constraint":"miner","failing_miners":1}],
                         "relaxation":[{"constraint":"miner","value":null}]}""");
    }

    @Test
    void aTypeThatNobodyRunsIsTold() {
        online("eu", SMALL);

        assertThat(why("{\"payload\":{\"type\":\"blender\"}}")).bodyJson().isLenientlyEqualTo("""
                {"failures":[{"constraint":"job_type","failing_miners":1}],
                 "relaxation":[{"constraint":"job_type","value":["inference"]}]}""");
    }

    @Test
    void aPriceThatIsSuggestedIsEnough() {
        online("eu", "{\"least_job_price\":12.3,\"unpaid\":false}");

        assertThat(why("{\"payload\":{},\"payment_amount\":12}")).bodyJson().isLenientlyEqualTo("""
                {"matching_miners":0,"relaxation":[{"constraint":"payment_amount","value":20}]}""");
        assertThat(why("{\"payload\":{},\"payment_amount\":20}"))
                .bodyJson()
                .isLenientlyEqualTo("{\"matching_miners\":1}");
    }

    @Test
    void theNearestMinerIsTheOneThatFailsOnLeast() {
        online("us", "{}");
        online("us", SMALL);

        assertThat(why("""
                {"payload":{"type":"inference"},"constraints":{"models":["llama3"],"min_vram_gb":8,"region":"eu"}}""")).bodyJson().isLenientlyEqualTo("""
                        {"live_miners":2,
                         "failures":[{"constraint":"min_vram_gb","failing_miners":1},{"constraint":"models","failing_miners":1},
                                     {"constraint":"region","failing_miners":2}],
                         "relaxation":[{"constraint":"region","value":"us"}]}""");
    }

    @Test
    void theNearestMinerIsNamedWithWhatItHasAndWhatToDrop() {
        String miner = online("eu", SMALL);

        assertThat(why("{\"payload\":{},\"constraints\":{\"gpu\":\"A100\",\"models\":[\"gpt\"],\"max_price\":0.01}}"))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"nearest_miner":"%s","relaxation":[
                          {"constraint":"gpu","advice":"the nearest miner has RTX 3060: ask for that, or drop constraints.gpu"},
                          {"constraint":"models",
                           "advice":"the nearest miner serves [llama3]: ask for some of these, or drop constraints.models"},
                          {"constraint":"max_price","advice":"the nearest miner asks 0.05 AITBC per GPU second: \
                        raise constraints.max_price to that, or drop it"}]}""".formatted(miner));
    }

    @Test
    void aMinerThatSaysNothingCanOnlyBeHadByDroppingTheConstraint() {
        online(null, "{}");

        assertThat(why("{\"payload\":{},\"constraints\":{\"region\":\"eu\",\"gpu\":\"A100\",\"min_vram_gb\":8}}"))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"relaxation":[{"constraint":"gpu","value":null},{"constraint":"min_vram_gb","value":null},
                                       {"constraint":"region","value":null}]}""");
    }

    @Test
    void minersThatAreGoneDoNotCount() {
        jdbc.sql("update core.miner set deregistered = true where id = ?")
                .param(online("eu", SMALL))
                .update();

        assertThat(why(SOME_JOB)).bodyJson().isLenientlyEqualTo("{\"live_miners\":0}");
    }

    @Test
    void minersAreReadOnceForAllWhoAskWithinAMoment() throws InterruptedException {
        Market market = new Market(jdbc, JSON, Duration.ofHours(1));
        online("eu", SMALL);

        List<List<Market.LiveMiner>> answers = atOnce(20, market::liveMiners);
        online("eu", SMALL);

        assertThat(answers).allSatisfy(miners -> assertThat(miners).hasSize(1).isSameAs(market.liveMiners()));
    }

    @Test
    void anEndedJobWaitsForNothing() {
        String job = submit(SOME_JOB);
        post("/v1/jobs/" + job + "/cancel", "");

        assertThat(get("/v1/jobs/" + job + "/why")).bodyJson().isLenientlyEqualTo("""
                {"state":"CANCELED","summary":"the job is CANCELED"}""");
    }

    private MvcTestResult why(String job) {
        return get("/v1/jobs/" + submit(job) + "/why");
    }

    private String online(@Nullable String region, String capabilities) {
        String miner = "miner-" + Ids.text(Ids.next());
        jdbc.sql("""
                        with beat as (
                          insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                          values (:miner, now(), true, 'ONLINE', 0))
                        insert into core.miner (id, owner, capabilities, region, concurrency)
                        values (:miner, 'owner', :capabilities::json, :region, 1)""")
                .param("miner", miner)
                .param("capabilities", capabilities)
                .param("region", region)
                .update();
        return miner;
    }
}
