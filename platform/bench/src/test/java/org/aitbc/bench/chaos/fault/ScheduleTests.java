package org.aitbc.bench.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.fault.Schedule.Step;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    @Test
    void aSeedAlwaysMeansTheSameRounds() {
        Schedule one = new Schedule(5);
        Schedule same = new Schedule(5);
        Schedule other = new Schedule(6);

        var first = one.round();
        assertThat(same.round()).isEqualTo(first);
        assertThat(other.round()).isNotEqualTo(first);
        assertThat(one.round()).isEqualTo(same.round()).isNotEqualTo(first);
    }

    @Test
    void aRoundHasEveryFaultAndFortyInAll() {
        var round = new Schedule(1).round();

        assertThat(round).hasSizeGreaterThanOrEqualTo(40);
        assertThat(round.stream().map(Step::fault).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(Fault.class));
    }
}
