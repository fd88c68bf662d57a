package org.aitbc.explorer.index;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How chains are read.
 *
 * @param start the first block that is read, by chain; without one the home chain is read from its beginning, another from
 *     {@link #DEPTH} blocks below the head of the day
 * @param batch the most blocks that are asked for in one call
 * @param inFlight calls at once
 * @param retry how long to wait after a failure
 * @param audit how often the blocks are looked over for gaps
 */
@ConfigurationProperties("aitbc.index")
public record IndexSettings(
        @DefaultValue Map<Long, @Nullable Long> start,
        @DefaultValue("128") int batch,
        @DefaultValue("4") int inFlight,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("10s") Duration audit) {

    /** How many blocks a reorganisation may replace; a deeper one is for people to look at. */
    public static final int DEPTH = 64;

    public IndexSettings {
        start = Map.copyOf(start);
    }
}
