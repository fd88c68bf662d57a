package org.aitbc.payment.escrow;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Amounts;

/**
 * What one attempt of a job saved.
 *
 * @param share of the whole job, as its last checkpoint said
 * @param seconds from the beginning of the attempt to that checkpoint
 */
record SavedWork(String minerId, String owner, BigDecimal share, BigDecimal seconds) {

    /**
     * What the saved work of a canceled job is worth. An attempt is paid for what it added to the share that was handed over to
     * it, and never above what its time may be worth: nobody can tell the one from words, but the other is measured. What a
     * later attempt threw away is worth nothing.
     *
     * @param perSecond the most that a second may be worth
     * @param attempts in their order
     * @return for each owner, the greatest first; together at most the last share of the amount
     */
    static List<Part> worth(BigDecimal amount, BigDecimal perSecond, List<SavedWork> attempts) {
        List<Part> parts = new ArrayList<>();
        BigDecimal kept = BigDecimal.ONE;
        for (int i = attempts.size() - 1; i >= 0; i--) {
            SavedWork attempt = attempts.get(i);
            kept = kept.min(attempt.share());
            BigDecimal handedOver =
                    i == 0 ? BigDecimal.ZERO : kept.min(attempts.get(i - 1).share());
            BigDecimal added = kept.subtract(handedOver);
            BigDecimal due =
                    Amounts.floor(amount.multiply(added).min(attempt.seconds().multiply(perSecond)));
            if (due.signum() > 0) {
                parts.add(Part.of(due, attempt.owner(), attempt.minerId()));
            }
        }
        return ofOwners(parts);
    }

    /**
     * Adds the time that the last one worked, where it is worth more than what that one saved.
     *
     * @param worth what was saved
     * @param time at most one part
     * @return together at most the amount
     */
    static List<Part> orTime(BigDecimal amount, List<Part> worth, List<Part> time) {
        if (time.isEmpty()) {
            return worth;
        }
        Part worked = time.getFirst();
        List<Part> others = new ArrayList<>();
        BigDecimal due = worked.due();
        BigDecimal left = amount;
        for (Part part : worth) {
            if (part.payee().equals(worked.payee())) {
                due = due.max(part.due());
            } else {
                others.add(part);
                left = left.subtract(part.due());
            }
        }
        BigDecimal most = due.min(left);
        if (most.signum() > 0) {
            others.add(Part.of(most, worked.payee(), worked.minerId()));
        }
        return ofOwners(others);
    }

    private static List<Part> ofOwners(List<Part> parts) {
        Map<String, Part> byOwner = parts.stream()
                .collect(toMap(
                        Part::payee,
                        part -> part,
                        (one, other) -> Part.of(one.due().add(other.due()), one.payee(), one.minerId()),
                        LinkedHashMap::new));
        return byOwner.values().stream()
                .sorted(Comparator.comparing(Part::due).reversed())
                .toList();
    }
}
