package org.aitbc.ai.jobtype;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aitbc.ai.market.Market;
import org.aitbc.ai.market.Market.LiveMiner;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "jobs")
class JobTypeController {

    private final Market market;

    JobTypeController(Market market) {
        this.market = market;
    }

    /** @param minersOfAnyType how many more miners are online that named no types, and take jobs of each */
    record JobTypes(List<OfferedType> items, int minersOfAnyType) {}

    /**
     * A type that miners online offer.
     *
     * @param inContract whether the documents describe its payload and result
     * @param minersOnline how many offer it
     * @param minersFree how many of these have room for another job now
     * @param models what these miners serve, in jobs of whichever type
     * @param lowestPrice the lowest price of these miners for a job with a max_price, in AITBC per GPU second
     * @param highestPrice the highest
     */
    record OfferedType(
            @Schema(example = "embedding") String type,
            boolean inContract,
            @Schema(example = "2") int minersOnline,
            int minersFree,
            Set<String> models,
            @Schema(example = "0.02") BigDecimal lowestPrice,
            BigDecimal highestPrice) {

        private static OfferedType of(String type, List<LiveMiner> miners) {
            List<Capabilities> able = miners.stream()
                    .map(miner -> miner.candidate().capabilities())
                    .toList();
            List<BigDecimal> prices = able.stream()
                    .map(Requirement::priceOf)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return new OfferedType(
                    type,
                    ContractType.of(type).isPresent(),
                    miners.size(),
                    (int) miners.stream().filter(LiveMiner::free).count(),
                    able.stream().flatMap(one -> one.models().stream()).collect(toCollection(TreeSet::new)),
                    prices.getFirst(),
                    prices.getLast());
        }
    }

    private record Offer(String type, LiveMiner miner) {}

    @GetMapping("/v1/jobs/types")
    @Operation(
            summary = "Types of jobs that workers online offer",
            description =
                    "The payload and result of those with in_contract are in this document: JobPayload, JobResult.")
    JobTypes types() {
        List<LiveMiner> live = market.liveMiners();
        List<OfferedType> offered = live.stream()
                .flatMap(miner -> types(miner).stream().map(type -> new Offer(type, miner)))
                .collect(groupingBy(Offer::type, TreeMap::new, mapping(Offer::miner, toList())))
                .entrySet()
                .stream()
                .map(type -> OfferedType.of(type.getKey(), type.getValue()))
                .toList();
        return new JobTypes(offered, (int) live.stream()
                .filter(miner -> miner.candidate().capabilities().jobTypes() == null)
                .count());
    }

    private static Set<String> types(LiveMiner miner) {
        return Objects.requireNonNullElse(miner.candidate().capabilities().jobTypes(), Set.of());
    }
}
