package org.aitbc.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTests {

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs/**, /v1/jobs, true",
        "/v1/jobs/**, /v1/jobs/j1/result, true",
        "/v1/jobs/**, /v1/jobsite, false",
        "/v1/jobs/**, /v1, false",
        "/v1/jobs/*/payment, /v1/jobs/j1/payment, true",
        "/v1/jobs/*/payment, /v1/jobs/payment, false",
        "/v1/jobs/*/payment, /v1/jobs/j1/payment/x, false",
        "/v1/jobs/*/payment, /v1/jobs//payment, false",
        "/v1/stakes, /v1/stakes, true",
        "/v1/stakes, /v1/stake, false",
        "/v1/stakes, /v1/stakes/s1, false",
        "/v1/**, /v1/a/b, true",
        "/v1/**, /v2/a, false",
        "/v1/**, /, false"
    })
    void matchSegmentBySegment(String template, String path, boolean matches) {
        assertThat(PathTemplate.valueOf(template).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/jobs", "/v1/**/x", "/v1/{id}", "GET"})
    void nothingElseIsATemplate(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathTemplate.valueOf(text));
    }
}
