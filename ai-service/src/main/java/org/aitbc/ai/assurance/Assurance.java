package org.aitbc.ai.assurance;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the result of a job is to be checked by other runs of it.
 *
 * @param text as it is said
 * @param probability of a second run; null where there is a quorum, or the miner's record decides
 * @param agree how many runs must agree
 * @param runs how many there are, but for a third one that decides between two
 */
public record Assurance(String text, Mode mode, @Nullable BigDecimal probability, int agree, int runs) {

    /** Whether a second run is drawn, or there are several in any case. */
    public enum Mode {
        SPOT,
        QUORUM
    }

    public static final String NONE = "none";
    public static final String ATTESTED = "attested";

    private static final Pattern SPOT = Pattern.compile("spot(?::([01](?:\\.[0-9]{1,9})?))?");
    private static final Pattern QUORUM = Pattern.compile("quorum:([2-7])/([2-7])");
    private static final int PAIR = 2;

    /** A second run because the client disputes the result; not asked for at the submit. */
    static final Assurance DISPUTE = new Assurance("dispute", Mode.SPOT, BigDecimal.ONE, PAIR, PAIR);

    /** Empty for what asks for no other runs, or makes no sense. */
    public static Optional<Assurance> parse(String text) {
        return spot(text).or(() -> quorum(text));
    }

    /** What was stored as {@link #text}. */
    static Assurance stored(String text) {
        return text.equals(DISPUTE.text()) ? DISPUTE : parse(text).orElseThrow();
    }

    /** Whether it can be asked for. */
    public static boolean isSaidWell(String text) {
        return text.equals(NONE) || text.equals(ATTESTED) || parse(text).isPresent();
    }

    private static Optional<Assurance> spot(String text) {
        Matcher spot = SPOT.matcher(text);
        if (!spot.matches()) {
            return Optional.empty();
        }
        BigDecimal probability = spot.group(1) == null ? null : new BigDecimal(spot.group(1));
        return probability == null || (probability.signum() > 0 && probability.compareTo(BigDecimal.ONE) <= 0)
                ? Optional.of(new Assurance(text, Mode.SPOT, probability, PAIR, PAIR))
                : Optional.empty();
    }

    private static Optional<Assurance> quorum(String text) {
        Matcher quorum = QUORUM.matcher(text);
        return quorum.matches() && quorum.group(1).compareTo(quorum.group(2)) <= 0
                ? Optional.of(new Assurance(
                        text, Mode.QUORUM, null, Integer.parseInt(quorum.group(1)), Integer.parseInt(quorum.group(2))))
                : Optional.empty();
    }
}
