package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.Tally;
import org.aitbc.bench.chaos.check.Rows.Vote;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Ballot;

/** What was voted. */
final class BallotChecks {

    private BallotChecks() {}

    /** Each acknowledged ballot is there as it was cast, and each proposal's tally is the sum of its ballots. */
    static void countedOnce(History history, Rows rows, Consumer<String> wrong) {
        Map<String, List<Vote>> cast = rows.floor().votes().stream().collect(Collectors.groupingBy(Vote::proposal));
        for (Ballot ballot : history.ballots()) {
            List<Integer> choices = cast.getOrDefault(ballot.proposal(), List.of()).stream()
                    .filter(vote -> vote.voter().equals(ballot.voter()))
                    .map(Vote::choice)
                    .toList();
            if (!choices.equals(List.of(ballot.choice()))) {
                wrong.accept(ballot + " is there as " + choices);
            }
        }
        for (Tally tally : rows.floor().tallies()) {
            BigDecimal sum = cast.getOrDefault(tally.proposal(), List.of()).stream()
                    .map(Vote::power)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.compareTo(tally.counted()) != 0) {
                wrong.accept(tally + " has ballots of " + sum);
            }
        }
    }
}
