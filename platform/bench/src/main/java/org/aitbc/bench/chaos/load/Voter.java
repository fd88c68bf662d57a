package org.aitbc.bench.chaos.load;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Ballot;
import org.aitbc.bench.http.HttpConnection.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for opinions, and gives its own on whatever is voted on. */
final class Voter extends Member {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROPOSALS = "/v1/governance/proposals";

    private final Set<String> seen = new HashSet<>();
    private int proposed;

    Voter(Principal who, int port, History history, Random random) {
        super(who, port, history, random);
    }

    @Override
    void run(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            propose();
            Answer active = ask("proposals", () -> connection.get(PROPOSALS + "?state=active"), 200);
            for (JsonNode one : JSON.readTree(active.body()).path("items")) {
                String id = one.path("proposal_id").stringValue();
                if (seen.add(id)) {
                    vote(id);
                }
            }
            Pause.between(random, 200, 600);
        }
    }

    /** A voter may have three that are open. */
    private void propose() throws InterruptedException {
        String proposal = """
            {"title":"%s-%d","description":"Which?","method":"single","choices":["one","other"]}""".formatted(who.name(), ++proposed);
        var _ = ask("proposal", () -> connection.post(PROPOSALS + "?proposer_id=" + who.name(), proposal), 200, 409);
    }

    /** 409 where the vote has ended, or where an earlier request was heard though its answer was lost. */
    private void vote(String proposal) throws InterruptedException {
        int choice = 1 + random.nextInt(2);
        String path = PROPOSALS + "/" + proposal + "/vote?voter_id=" + who.name();
        Answer told = ask("ballot", () -> connection.post(path, "{\"choices\":[" + choice + "]}"), 200, 409);
        if (told.status() == 200) {
            history.ballots().add(new Ballot(proposal, who.name(), choice));
        }
    }
}
