package org.aitbc.domain.matching;

import java.util.Locale;

/** What a miner can fail a job on. */
public enum Trait {
    JOB_TYPE,
    GPU,
    CUDA,
    MIN_VRAM_GB,
    MODELS,
    REGION,
    MAX_PRICE;

    /** The name of the constraint on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
