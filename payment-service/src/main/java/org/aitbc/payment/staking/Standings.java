package org.aitbc.payment.staking;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.aitbc.domain.error.NotFound;
import org.aitbc.payment.agents.TrackRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How agents are judged: by their track records and the reports about them. */
@Component
class Standings {

    private static final String ACCURACY = """
            select agent, avg(accuracy) as mean from payment.stake_report
            where :agent::text is null or agent = :agent group by agent""";

    private final TrackRecords tracks;
    private final JdbcClient jdbc;
    private final StakeRates rates;

    Standings(TrackRecords tracks, JdbcClient jdbc, StakeRates rates) {
        this.tracks = tracks;
        this.jdbc = jdbc;
        this.rates = rates;
    }

    private record Accuracy(String agent, BigDecimal mean) {}

    /** Empty for a principal that owns no miner. */
    Optional<Standing> find(String agent) {
        return tracks.find(agent)
                .map(track -> new Standing(track, accuracies(agent).getOrDefault(agent, BigDecimal.ZERO), rates));
    }

    Standing require(String agent) {
        return find(agent).orElseThrow(() -> new NotFound("AGENT_NOT_FOUND", "nobody of this name owns miners"));
    }

    List<Standing> all() {
        Map<String, BigDecimal> accuracies = accuracies(null);
        return tracks.all(null).stream()
                .map(track -> new Standing(track, accuracies.getOrDefault(track.agent(), BigDecimal.ZERO), rates))
                .toList();
    }

    /** The standings of some agents, read at once. */
    Function<String, Standing> of(Collection<String> agents) {
        Set<String> wanted = Set.copyOf(agents);
        Stream<Standing> some = wanted.size() > 1
                ? all().stream().filter(one -> wanted.contains(one.agent()))
                : wanted.stream().flatMap(agent -> find(agent).stream());
        Map<String, Standing> found = some.collect(toMap(Standing::agent, Function.identity()));
        return agent -> found.getOrDefault(agent, Standing.unknown(agent, rates));
    }

    private Map<String, BigDecimal> accuracies(@Nullable String agent) {
        return jdbc.sql(ACCURACY).param("agent", agent).query(Accuracy.class).list().stream()
                .collect(toMap(Accuracy::agent, Accuracy::mean));
    }
}
