package org.aitbc.domain.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which known word an unknown one was meant to be, by edit distance. */
public final class SpellingSuggestion {

    private static final int MOST = 10;
    /** Names are not longer, and the time grows with the product of both lengths. */
    private static final int LONGEST = 64;

    private static final int SHORTEST_PART = 3;
    /** Of words that others may add. */
    private static final int MOST_COMPARED = 1_000;

    private SpellingSuggestion() {}

    private record Candidate(String word, int distance, boolean isNear) {}

    /** Such as {@code did you mean gpu?}; the nearest words where none is near enough to be meant. */
    public static String of(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> byDistance(word, known)
                        .limit(MOST)
                        .map(Candidate::word)
                        .collect(Collectors.joining(", ", "known are ", ".")));
    }

    /** The word that differs in a third of the letters or less, or is a part of the unknown one, or the other way round. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return byDistance(word, known)
                .filter(Candidate::isNear)
                .map(Candidate::word)
                .findFirst();
    }

    private static Stream<Candidate> byDistance(String word, Collection<String> known) {
        return known.stream()
                .limit(MOST_COMPARED)
                .map(one -> candidate(folded(word), one))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word));
    }

    private static Candidate candidate(String word, String known) {
        String text = folded(known);
        int distance = distance(word, text);
        boolean isPart =
                Math.min(word.length(), text.length()) >= SHORTEST_PART && (word.contains(text) || text.contains(word));
        return new Candidate(known, distance, isPart || distance <= Math.max(1, word.length() / 3));
    }

    private static String folded(String word) {
        return word.substring(0, Math.min(LONGEST, word.length())).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's: how many letters must be put in, left out or exchanged. */
    static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
