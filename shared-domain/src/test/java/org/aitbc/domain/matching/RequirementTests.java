package org.aitbc.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RequirementTests {

    private static final JsonMapper JSON = new JsonMapper();
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
                "{'min_vram_gb':24}          | false",
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
        assertThat(requirement("inference", constraints).misfits(RTX).isEmpty()).isEqualTo(fits);
    }

    @Test
    void aMinerRunsTheJobTypesItNamedAndAllIfItNamedNone() {
        Capabilities silent = capabilities("{}", null);
        assertThat(requirement("embedding", "{}").misfits(RTX)).containsExactly(Trait.JOB_TYPE);
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

    @Test
    void nonsenseInCapabilitiesIsTakenAsNotSaid() {
        Capabilities odd = capabilities("""
                {"gpus":"many","models":[1,{}],"price":"cheap","job_types":null,"cuda":[]}""", null);
        assertThat(odd).isEqualTo(new Capabilities(List.of(), null, Set.of(), null, null, null));
    }

    private static Requirement requirement(@Nullable String type, String constraints) {
        return new Requirement(type, JSON.readValue(constraints.replace('\'', '"'), Constraints.class));
    }

    private static Capabilities capabilities(String json, @Nullable String region) {
        return Capabilities.of(JSON.readTree(json), region);
    }
}
