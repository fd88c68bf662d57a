package org.aitbc.bench.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTests {

    @Test
    void aSeedAlwaysMeansTheSameRounds() {
        Schedule one = new Schedule(5, Fault.round());
        Schedule same = new Schedule(5, Fault.round());
        Schedule other = new Schedule(6, Fault.round());

        var first = one.round();
        assertThat(same.round()).isEqualTo(first);
        assertThat(other.round()).isNotEqualTo(first);
        assertThat(one.round()).isEqualTo(same.round()).isNotEqualTo(first);
    }

    @Test
    void aRoundHasEveryFaultAndFortyInAll() {
        assertThat(new Schedule(1, Fault.round()).round())
                .hasSizeGreaterThanOrEqualTo(40)
                .extracting(Schedule.Step::fault)
                .contains(Fault.values())
                .first()
                .isEqualTo(Fault.SNAPSHOT_HELD);
    }
}
