package org.aitbc.market.performance;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.market.performance.ScalingPolicy.Recommendation;
import org.junit.jupiter.api.Test;

class ScalingPolicyTests {

    private static final ScalingPolicy PREDICTING = new ScalingPolicy(2, 12, 0.5, 0.75, true, null);
    private static final ScalingPolicy LOOKING = new ScalingPolicy(2, 12, 0.5, 0.75, false, null);

    @Test
    void aboveTheThresholdAsManyAsBringItToTheTarget() {
        assertThat(LOOKING.recommend(4, 0.8, null)).isEqualTo(new Recommendation("scale_up", 7));
        assertThat(LOOKING.recommend(4, 0.75, null)).isEqualTo(new Recommendation("hold", 4));
        assertThat(LOOKING.recommend(8, 0.25, null)).isEqualTo(new Recommendation("scale_down", 4));
    }

    @Test
    void withinItsLimits() {
        assertThat(LOOKING.recommend(10, 1.0, null)).isEqualTo(new Recommendation("scale_up", 12));
        assertThat(LOOKING.recommend(14, 1.0, null)).isEqualTo(new Recommendation("scale_down", 12));
        assertThat(LOOKING.recommend(1, 0.0, null)).isEqualTo(new Recommendation("scale_up", 2));
        assertThat(LOOKING.recommend(5, 0.0, null)).isEqualTo(new Recommendation("scale_down", 2));
        assertThat(LOOKING.recommend(0, null, null)).isEqualTo(new Recommendation("scale_up", 2));
    }

    @Test
    void whatIsExpectedCountsWhereThePolicySaysSo() {
        assertThat(PREDICTING.recommend(4, 0.5, 1.0)).isEqualTo(new Recommendation("scale_up", 8));
        assertThat(LOOKING.recommend(4, 0.5, 1.0)).isEqualTo(new Recommendation("hold", 4));
        assertThat(PREDICTING.recommend(4, 1.0, 0.1)).isEqualTo(new Recommendation("scale_up", 8));
    }
}
