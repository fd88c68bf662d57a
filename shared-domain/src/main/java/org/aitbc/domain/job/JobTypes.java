package org.aitbc.domain.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of jobs that the suite's own worker runs. */
public final class JobTypes {

    /** Stands for all other types in metrics, so that clients cannot make up time series. */
    public static final String OTHER = "other";

    public static final List<String> LABELS = List.of("command", "container", "embedding", "inference", OTHER);

    private JobTypes() {}

    /** The type as a label of a metric. */
    public static String label(@Nullable String type) {
        return type != null && LABELS.contains(type) ? type : OTHER;
    }
}
