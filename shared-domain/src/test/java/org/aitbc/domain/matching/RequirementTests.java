package org.aitbc.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Requirement.Pay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RequirementTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final UUID MINE = Ids.next();
    private static final UUID OTHER = Ids.next();
    private static final Capabilities RTX = capabilities("""
            {"gpus":[{"name":"NVIDIA GeForce RTX 4090","memory_mb":24564}],"cuda":"12.4","models":["llama3","phi3"],
             "job_types":["inference"],"price":"0.05"}""", "eu-west");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'gpu':'rtx 4090'}          | true",
                "{'gpu':'H100'}              | false",
                "{'cuda':'12'}               | true",
                "{'cuda':'11'}               | false",
                "{'min_vram_gb':23}          | true",
                "{'min_vram_gb':24}          | true",
                "{'min_vram_gb':32}          | false",
                "{'models':['phi3']}         | true",
                "{'models':['phi3','gpt']}   | false",
                "{'region':'EU-West'}        | true",
                "{'region':'us'}             | false",
                "{'max_price':0.05}          | true",
                "{'max_price':0.0499}        | false",
                "{}                          | true",
            })
    void eachConstraintIsHeldAgainstTheMiner(String constraints, boolean fits) {
        assertThat(requirement("inference", constraints).fits(RTX)).isEqualTo(fits);
        assertThat(requirement("inference", constraints).misfits(free(RTX)).isEmpty())
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 81559, true", // H100
        "80, 81920, true",
        "48, 46068, true", // L40S, with error correction
        "24, 24564, true", // RTX 4090
        "24, 23028, true", // A10
        "16, 15360, true", // T4
        "16, 16376, true",
        "12, 11264, false", // RTX 2080 Ti
        "24, 16376, false",
        "80, 49140, false",
        "1, 0, false"
    })
    void aCardHasTheMemoryThatItIsSoldWith(int wanted, long reportedMb, boolean fits) {
        Capabilities machine =
                capabilities("{\"gpus\":[{\"name\":\"a\",\"memory_mb\":%d}]}".formatted(reportedMb), null);
        assertThat(requirement(null, "{'min_vram_gb':%d}".formatted(wanted)).fits(machine))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'job_types':['chat']}",
                "{'supported_tasks':['chat']}",
                "{'gpu':{'supported_tasks':['chat']}}",
                "{'compute':{'supported_tasks':['chat']}}"
            })
    void jobTypesAreReadWhereverMinersNameThem(String said) {
        assertThat(capabilities(said.replace('\'', '"'), null).jobTypes()).containsExactly("chat");
    }

    @Test
    void aMinerRunsTheJobTypesItNamedAndAllIfItNamedNone() {
        Capabilities silent = capabilities("{}", null);
        assertThat(requirement("embedding", "{}").misfits(free(RTX))).containsExactly(Trait.JOB_TYPE);
        assertThat(requirement("embedding", "{}").fits(silent)).isTrue();
        assertThat(requirement(null, "{}").fits(RTX)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'gpu':{'model':'RTX 3060','memory_gb':12288}} | 12288",
                "{'gpu':{'model':'RTX 3060','memory_gb':12}}    | 12288",
                "{'gpu':{'name':'RTX 3060','memory_mb':12288}}  | 12288",
                "{'gpu':{'name':'RTX 3060','memory_gb':'12'}}   | 12288",
                "{'gpu':{'name':'RTX 3060'}}                    | 0",
            })
    void theLegacySingleGpuIsUnderstoodInBothItsUnits(String capabilities, long memoryMb) {
        assertThat(capabilities(capabilities.replace('\'', '"'), null).gpus())
                .containsExactly(new Capabilities.Gpu("RTX 3060", memoryMb));
    }

    @Test
    void equalRequirementsHaveOneKeyAndTheKeyReadsBack() {
        Requirement one = requirement("inference", "{'models':['b','a','b'],'max_price':0.5,'min_vram_gb':8}");
        Requirement same = requirement("inference", "{'min_vram_gb':8,'max_price':0.50,'models':['a','b'],'gpu':null}");
        assertThat(one.key()).isEqualTo(same.key());
        assertThat(Requirement.parse(one.key())).isEqualTo(one);
        assertThat(one.key())
                .isNotEqualTo(requirement("training", "{'models':['a','b'],'max_price':0.5}")
                        .key());
    }

    @Test
    void aMinersOwnPriceHoldsOnlyWhereTheClientNamedItsMost() {
        assertThat(requirement("inference", "{}").unitPrice(RTX)).isEqualByComparingTo("0.02");
        assertThat(requirement("inference", "{'max_price':1}").unitPrice(RTX)).isEqualByComparingTo("0.05");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | ''         |",
                "{'miner':'ada'}             | ''         |",
                "{'miner':'bob'}             | ''         | miner",
                "{'not_miners':['bob']}      | ''         |",
                "{'not_miners':['bob','ada']}| ''         | miner",
                "{'not_owners':['bert']}     | ''         |",
                "{'not_owners':['alice']}    | ''         | miner",
                "{'booking_id':'MINE'}       | ''         | booking_id",
                "{'booking_id':'MINE'}       | MINE       |",
                "{'booking_id':'MINE'}       | MINE only  |",
                "{'booking_id':'MINE'}       | OTHER      | booking_id",
                "{'booking_id':'MINE'}       | MINE,OTHER |",
                "{'booking_id':'MINE'}       | MINE,OTHER only |",
                "{}                          | OTHER      |",
                "{}                          | OTHER only | booking_id",
            })
    void whoTheMinerIsAndWhatIsBookedOfItDecides(String constraints, String booked, @Nullable String misfit) {
        Set<UUID> running = new HashSet<>();
        Set<UUID> exclusive = new HashSet<>();
        for (String one : booked.isEmpty() ? new String[0] : booked.split(",")) {
            running.add(one.startsWith("MINE") ? MINE : OTHER);
            if (one.endsWith(" only")) {
                exclusive.add(one.startsWith("MINE") ? MINE : OTHER);
            }
        }
        Candidate ada = new Candidate("ada", "alice", RTX, new BookedTime(running, exclusive));
        Requirement wanted = requirement("inference", constraints.replace("MINE", MINE.toString()));

        assertThat(wanted.misfits(ada)).extracting(Trait::text).isEqualTo(misfit == null ? List.of() : List.of(misfit));
        assertThat(wanted.fits(ada)).isEqualTo(misfit == null);
        assertThat(wanted.fits(RTX)).isTrue();
        assertThat(wanted.picksMiners()).isEqualTo(!constraints.equals("{}"));
    }

    @Test
    void keysOfOldAreWhatTheyWere() {
        assertThat(requirement("inference", "{'models':['b','a'],'max_price':0.50,'gpu':'h100'}")
                        .key())
                .isEqualTo("{\"type\":\"inference\",\"constraints\":"
                        + "{\"gpu\":\"h100\",\"models\":[\"a\",\"b\"],\"max_price\":0.5}}");
        assertThat(requirement(null, "{}").key()).isEqualTo("{\"constraints\":{}}");
    }

    @Test
    void whatIsParticularHasAKeyThatReadsBack() {
        Requirement wanted = requirement(
                null, "{'booking_id':'%s','miner':'ada','not_miners':['cleo','bob','bob']}".formatted(MINE));

        assertThat(Requirement.parse(wanted.key())).isEqualTo(wanted);
        assertThat(wanted.constraints().notMiners()).containsExactly("bob", "cleo");
    }

    @Test
    void whatNobodyAskedForIsNotSaid() {
        assertThat(JSON.valueToTree(Constraints.NONE).propertyNames())
                .containsExactlyInAnyOrder("gpu", "cuda", "min_vram_gb", "models", "region", "max_price");
    }

    @Test
    void bookedTimeCostsNoMore() {
        Requirement wanted = requirement("inference", "{'max_price':1,'booking_id':'%s'}".formatted(MINE));
        assertThat(wanted.unitPrice(RTX)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // what the owner says | unpaid | 2.9 fixed | by the second at 0.02 | at up to 0.05
                "{}                                    | true  | true  | true  | true",
                "{'unpaid':false}                      | false | true  | true  | true",
                "{'least_price':0.03}                  | false | true  | false | true",
                "{'least_price':'0.02','unpaid':true}  | true  | true  | true  | true",
                "{'least_price':0.06}                  | false | true  | false | false",
                "{'least_job_price':2}                 | false | true  | true  | true",
                "{'least_job_price':2.5}               | false | false | true  | true",
                "{'least_price':-1,'unpaid':'perhaps'} | true  | true  | true  | true",
            })
    void noMinerWorksForLessThanItsOwnerSays(
            String owner, boolean unpaid, boolean fixed, boolean metered, boolean dear) {
        Capabilities miner = capabilities(owner.replace('\'', '"'), null);
        Requirement job = requirement("inference", "{}");
        assertThat(job.fits(miner)).isEqualTo(unpaid);
        assertThat(new Requirement(null, Constraints.NONE, Pay.fixed(new BigDecimal("2.9"), "AITBC")).fits(miner))
                .isEqualTo(fixed);
        assertThat(job.paidByTheSecond().fits(miner)).isEqualTo(metered);
        assertThat(requirement("inference", "{'max_price':0.05}")
                        .paidByTheSecond()
                        .fits(miner))
                .isEqualTo(dear);
        assertThat(requirement("inference", "{'booking_id':'%s'}".formatted(MINE))
                        .fits(miner))
                .isTrue();
    }

    @Test
    void whatIsHeldIsPartOfTheKeyAndFixedPricesAreFew() {
        Requirement unpaid = new Requirement(null, Constraints.NONE);
        assertThat(unpaid.key()).isEqualTo("{\"constraints\":{}}");
        assertThat(unpaid.paidByTheSecond().key()).isEqualTo("{\"constraints\":{},\"pay\":{}}");
        Requirement fixed = new Requirement(null, Constraints.NONE, Pay.fixed(new BigDecimal("1299.99"), "AITBC"));
        assertThat(fixed.key()).isEqualTo("{\"constraints\":{},\"pay\":{\"fixed\":1000}}");
        assertThat(Requirement.parse(fixed.key())).isEqualTo(fixed);
        assertThat(Pay.fixed(new BigDecimal("0.0340"), "AITBC").fixed()).isEqualTo(new BigDecimal("0.03"));
        assertThat(Pay.fixed(new BigDecimal("7"), "BTC").fixed()).isZero();
    }

    @Test
    void nonsenseInCapabilitiesIsTakenAsNotSaid() {
        Capabilities odd = capabilities("""
                {"gpus":"many","models":[1,{}],"price":"cheap","job_types":null,"cuda":[]}""", null);
        assertThat(odd).isEqualTo(new Capabilities(List.of(), null, Set.of(), null, null, null));
    }

    private static Candidate free(Capabilities machine) {
        return new Candidate("ada", "alice", machine, BookedTime.FREE);
    }

    private static Requirement requirement(@Nullable String type, String constraints) {
        return new Requirement(type, JSON.readValue(constraints.replace('\'', '"'), Constraints.class));
    }

    private static Capabilities capabilities(String json, @Nullable String region) {
        return Capabilities.of(JSON.readTree(json), region);
    }
}
