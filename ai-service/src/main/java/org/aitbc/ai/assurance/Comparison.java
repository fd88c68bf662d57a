package org.aitbc.ai.assurance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.receipt.CanonicalJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether results of the same job agree. Compared is all of a result but what a machine says of itself; numbers with a
 * fraction may differ as much as GPUs of different makes do.
 */
final class Comparison {

    /** Members of a result, at its top, that differ between honest machines. */
    static final Set<String> NOT_COMPARED = Set.of(
            "device",
            "gpu_used",
            "gpu_utilization",
            "memory_used",
            "memory_used_mb",
            "execution_time",
            "duration_ms",
            "tokens_processed",
            "started_at",
            "completed_at",
            "timestamp",
            "miner_id",
            "metrics");

    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-4;

    private Comparison() {}

    /** What of a result is compared. */
    static ObjectNode compared(ObjectNode result) {
        return result.deepCopy().remove(NOT_COMPARED);
    }

    /** By which two results can be told to be the very same. */
    static String digest(ObjectNode result) {
        return Sha256.hex(CanonicalJson.text(compared(result)));
    }

    static boolean agree(ObjectNode one, ObjectNode other) {
        return same(compared(one), compared(other));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return close(one, other);
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(i -> same(one.path(i), other.path(i)));
        }
        if (one.isObject() && other.isObject()) {
            Collection<String> names = one.propertyNames();
            return new HashSet<>(names).equals(new HashSet<>(other.propertyNames()))
                    && names.stream().allMatch(name -> same(one.path(name), other.path(name)));
        }
        return one.equals(other);
    }

    private static boolean close(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber()) {
            return one.bigIntegerValue().equals(other.bigIntegerValue());
        }
        double a = one.doubleValue(Double.NaN);
        double b = other.doubleValue(Double.NaN);
        // what no double can hold is close to nothing
        return Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.max(Math.abs(a), Math.abs(b));
    }

    /**
     * The largest set of runs that agree with one of them. Empty if it is smaller than wanted, or if another one is as
     * large: then no side is known to be right.
     */
    static Optional<Set<Integer>> majority(int runs, int least, BiPredicate<Integer, Integer> agree) {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Set<Integer> set = new TreeSet<>();
            for (int j = 0; j < runs; j++) {
                if (i == j || agree.test(Math.min(i, j), Math.max(i, j))) {
                    set.add(j);
                }
            }
            sets.add(set);
        }
        int most = sets.stream().mapToInt(Set::size).max().orElse(0);
        Set<Set<Integer>> largest =
                new HashSet<>(sets.stream().filter(set -> set.size() == most).toList());
        return most >= least && largest.size() == 1
                ? Optional.of(largest.iterator().next())
                : Optional.empty();
    }
}
