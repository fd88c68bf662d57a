package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;

class FeesTests {

    @Property
    void aReplacementOffersAnEighthMoreAndNoLessThanIsUsual(
            @ForAll @BigRange(min = "0", max = "100000000000000") BigInteger tip,
            @ForAll @BigRange(min = "0", max = "100000000000000") BigInteger baseFee,
            @ForAll @BigRange(min = "0", max = "100000000000000") BigInteger now) {
        Fees before = Fees.of(baseFee, tip);
        Fees usual = Fees.of(now, BigInteger.ONE);
        Fees fees = usual.replacing(before);
        assertThat(fees.max()).isGreaterThanOrEqualTo(usual.max()).isGreaterThan(before.max());
        assertThat(fees.max().multiply(BigInteger.valueOf(1000)))
                .isGreaterThanOrEqualTo(before.max().multiply(BigInteger.valueOf(1125)));
        assertThat(fees.tip().multiply(BigInteger.valueOf(1000)))
                .isGreaterThanOrEqualTo(before.tip().multiply(BigInteger.valueOf(1125)));
        assertThat(fees.tip()).isGreaterThan(before.tip());
    }
}
