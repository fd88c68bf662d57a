package org.aitbc.market.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.MarketTest;
import org.aitbc.servicetest.simulation.Seeds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Search finds what a naive search in the same GPUs finds, in the same order, and pages show each once. */
class SearchTests extends MarketTest {

    private static final int GPUS = 60;
    private static final int QUERIES = Seeds.count(30, 300);
    private static final List<String> MODELS = List.of("RTX 4090", "rtx 3060", "A100", "100% \\ _H100", "Straße");
    private static final List<String> VERSIONS = List.of("12", "12.0", "12.9", "12.10", "9.2", "new");
    private static final List<String> REGIONS = List.of("eu", "EU", "us", "asia east");
    private static final List<String> SERVED = List.of("llama-7b", "LLAMA-70b", "whisper");

    private MvcTestResult search(String q, String rest) {
        return http.get().uri("/v1/marketplace/gpu/search?q={q}" + rest, q).exchange();
    }

    private List<JsonNode> items(String q, String sort) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode part = read(search(q, "&limit=7&sort=" + sort + cursor));
            part.path("items").forEach(items::add);
            cursor = part.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + part.path("next_cursor").stringValue();
        } while (!cursor.isEmpty());
        return items;
    }

    private void gpu(Random random) {
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, claimed, slot, model, memory_gb, cuda_version, region, price_per_hour,
                          min_hours, max_hours, models, interruptible, sla, cuda_cores, created_at)
                        values (?, ?, ?, false, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, now() - make_interval(days => ?))""")
                .param(Ids.next())
                .param(operator)
                .param(random.nextInt(3) == 0 ? null : miner(operator))
                .param(random.nextInt(3))
                .param(one(random, MODELS))
                .param(random.nextInt(1, 5) * 8)
                .param(maybe(random, one(random, VERSIONS)))
                .param(maybe(random, one(random, REGIONS)))
                .param(new BigDecimal(random.nextInt(20)).movePointLeft(1))
                .param(random.nextInt(1, 4))
                .param(SERVED.subList(0, random.nextInt(4)).toArray(String[]::new))
                .param(random.nextBoolean())
                .param(random.nextBoolean() ? null : new BigDecimal("99.5"))
                .param(random.nextBoolean() ? null : random.nextInt(3))
                .param(random.nextInt(5))
                .update();
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static @Nullable String maybe(Random random, String text) {
        return random.nextInt(4) == 0 ? null : text;
    }

    /** A term, and what it means. */
    private record Term(String text, Predicate<JsonNode> means) {}

    private static Term term(Random random) {
        Term term = switch (random.nextInt(7)) {
            case 0 -> equal(random, "model", MODELS);
            case 1 -> equal(random, "region", REGIONS);
            case 2 -> contains(random);
            case 3 -> number(random, random.nextBoolean() ? "price_per_hour" : "memory_gb", random.nextInt(20));
            case 4 -> number(random, one(random, List.of("cuda_cores", "slot", "sla", "max_hours")), random.nextInt(4));
            case 5 -> version(random);
            default -> truth(random);
        };
        return random.nextInt(4) == 0 ? new Term("-" + term.text(), term.means().negate()) : term;
    }

    private static Term equal(Random random, String attribute, List<String> of) {
        List<String> values = Stream.generate(() -> one(random, of))
                .limit(random.nextInt(1, 3))
                .toList();
        boolean unlike = random.nextBoolean();
        String text =
                values.stream().map(value -> '"' + flipped(random, value) + '"').collect(Collectors.joining(","));
        Predicate<JsonNode> means = gpu -> values.stream()
                .anyMatch(value -> gpu.path(attribute).isString()
                        && low(gpu.path(attribute).stringValue()).equals(low(value)));
        return new Term(attribute + (unlike ? "!=" : ":") + text, unlike ? means.negate() : means);
    }

    private static Term contains(Random random) {
        if (random.nextBoolean()) {
            String part = one(random, List.of("rtx", "100", "%", "_", "\\", "0", "aß"));
            return new Term(
                    random.nextBoolean() && !part.contains("\\") ? part : "model:~" + part,
                    gpu -> low(gpu.path("model").stringValue()).contains(low(part)));
        }
        String part = one(random, List.of("llama", "WHISPER", "7b"));
        boolean whole = random.nextBoolean();
        return new Term(
                (whole ? "models:" : "models:~") + part,
                gpu -> gpu.path("models")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .anyMatch(model -> whole
                                ? low(model).equals(low(part))
                                : low(model).contains(low(part))));
    }

    private static Term number(Random random, String attribute, int value) {
        String sign = one(random, List.of("<", "<=", ">", ">=", "=", ":"));
        return new Term(
                attribute + sign + value,
                gpu -> gpu.path(attribute).isNumber()
                        && compares(sign, gpu.path(attribute).decimalValue().compareTo(BigDecimal.valueOf(value))));
    }

    private static Term version(Random random) {
        String sign = one(random, List.of("<", "<=", ">", ">=", "="));
        String value = one(random, VERSIONS.subList(0, VERSIONS.size() - 1));
        return new Term(
                "cuda_version" + sign + value,
                gpu -> isVersion(gpu.path("cuda_version").asString(""))
                        && compares(
                                sign,
                                Arrays.compare(numbers(gpu.path("cuda_version").stringValue()), numbers(value))));
    }

    private static Term truth(Random random) {
        String attribute = one(random, List.of("available", "interruptible", "offered", "listed_by_worker"));
        boolean wanted = random.nextBoolean();
        return new Term(
                attribute + ":" + wanted,
                gpu -> wanted
                        == (attribute.equals("available")
                                ? gpu.path("status").stringValue().equals("available")
                                : gpu.path(attribute).booleanValue()));
    }

    private static boolean compares(String sign, int order) {
        return switch (sign) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order == 0;
        };
    }

    private static boolean isVersion(String text) {
        return text.matches("\\d+([.]\\d+)*");
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[.]")).mapToInt(Integer::parseInt).toArray();
    }

    private static String low(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String flipped(Random random, String text) {
        return random.nextBoolean() ? low(text) : text;
    }

    private static final Map<String, Comparator<JsonNode>> ORDERS = Map.of(
            "price_per_hour",
                    Comparator.comparing(gpu -> gpu.path("price_per_hour").decimalValue()),
            "memory_gb", Comparator.comparing(gpu -> gpu.path("memory_gb").decimalValue()),
            "model", Comparator.comparing(gpu -> low(gpu.path("model").stringValue())),
            "interruptible",
                    Comparator.comparing(gpu -> gpu.path("interruptible").booleanValue()),
            "created_at",
                    Comparator.comparing(
                            gpu -> Instant.parse(gpu.path("created_at").stringValue())));

    private static final Map<String, Comparator<JsonNode>> ORDERS_WITH_GAPS = Map.of(
            "cuda_cores", Comparator.comparingInt(gpu -> gpu.path("cuda_cores").intValue()),
            "region", Comparator.comparing(gpu -> low(gpu.path("region").stringValue())),
            "cuda_version",
                    Comparator.comparing(gpu -> numbers(gpu.path("cuda_version").stringValue()), Arrays::compare));

    private static Comparator<JsonNode> order(String attribute, boolean descending) {
        Comparator<JsonNode> newest =
                Comparator.comparing(gpu -> gpu.path("id").stringValue(), Comparator.reverseOrder());
        Comparator<JsonNode> always = ORDERS.get(attribute);
        if (always != null) {
            return (descending ? always.reversed() : always).thenComparing(newest);
        }
        Comparator<JsonNode> sometimes = Objects.requireNonNull(ORDERS_WITH_GAPS.get(attribute));
        Predicate<JsonNode> gap = gpu -> gpu.path(attribute).isNull()
                || (attribute.equals("cuda_version")
                        && !isVersion(gpu.path(attribute).stringValue()));
        return (one, other) -> {
            int gaps = Boolean.compare(gap.test(one), gap.test(other));
            int keys = gaps != 0 || gap.test(one) ? 0 : sometimes.compare(one, other);
            return gaps != 0 ? gaps : keys != 0 ? (descending ? -keys : keys) : newest.compare(one, other);
        };
    }

    /** However long a test takes. */
    private void noneFallsSilent() {
        jdbc.sql("""
                        update core.miner_beat set last_seen = last_seen + interval '1 hour'
                        where miner_id in (select miner_id from marketplace.gpu where owner = ?)""").param(operator).update();
    }

    @Test
    void findsWhatANaiveSearchFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        IntStream.range(0, GPUS).forEach(_ -> gpu(random));
        noneFallsSilent();
        List<JsonNode> all = items("owner:" + operator, "model");
        assertThat(all).hasSize(GPUS);
        List<String> attributes = Stream.concat(ORDERS.keySet().stream(), ORDERS_WITH_GAPS.keySet().stream())
                .sorted()
                .toList();
        for (int query = 0; query < QUERIES; query++) {
            List<Term> terms =
                    Stream.generate(() -> term(random)).limit(random.nextInt(4)).toList();
            String q = terms.stream().map(Term::text).collect(Collectors.joining(" ", "owner:" + operator + " ", ""));
            String attribute = one(random, attributes);
            boolean descending = random.nextBoolean();
            assertThat(items(q, (descending ? "-" : "") + attribute))
                    .as("seed %d, q=%s sort=%s%s", seed, q, descending ? "-" : "", attribute)
                    .extracting(gpu -> gpu.path("id").stringValue())
                    .containsExactlyElementsOf(all.stream()
                            .filter(gpu ->
                                    terms.stream().allMatch(term -> term.means().test(gpu)))
                            .sorted(order(attribute, descending))
                            .map(gpu -> gpu.path("id").stringValue())
                            .toList());
        }
    }

    @Test
    void facetsCountWhatFits() {
        Random random = new Random(1);
        IntStream.range(0, GPUS).forEach(_ -> gpu(random));
        noneFallsSilent();
        String q = "owner:" + operator + " memory_gb>8";
        List<JsonNode> all = items(q, "model");
        JsonNode first = read(search(q, "&limit=1"));
        assertThat(first.path("total").intValue()).isEqualTo(all.size());
        for (String attribute : List.of("model", "region", "status", "memory_gb", "cuda_version")) {
            Map<String, Long> counted = all.stream()
                    .map(gpu -> gpu.path(attribute).asString(""))
                    .filter(value -> !value.isEmpty())
                    .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
            assertThat(first.path("facets").path(attribute).valueStream())
                    .as(attribute)
                    .hasSize(counted.size())
                    .allSatisfy(facet -> assertThat(facet.path("count").longValue())
                            .isEqualTo(counted.get(facet.path("value").stringValue())));
        }
        JsonNode second = read(search(q, "&cursor=" + first.path("next_cursor").stringValue()));
        assertThat(second.path("facets").isNull()).isTrue();
        assertThat(second.path("total").isNull()).isTrue();
    }

    @Test
    void timesCompare() {
        gpu(new Random(2));
        String mine = "owner:" + operator;
        assertThat(items(mine + " created_at>2020-01-01", "-last_seen")).hasSize(1);
        assertThat(items(mine + " created_at<2020-01-01T00:00:00Z", "-last_seen"))
                .isEmpty();
        assertThat(items(mine + " updated_at>=2020-01-01T00:00:00+02:00", "models"))
                .hasSize(1);
    }

    @Test
    void theWrongTermIsPointedAt() {
        MvcTestResult answer = search("rtx colour:red", "");
        assertProblem(answer, 422, "INVALID_SEARCH");
        assertThat(json(answer).path("detail").stringValue()).startsWith("q: 'colour:red' at character 5: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "YQ", "LWNyZWF0ZWRfYXQKMDAw"})
    void aCursorThatWasNotGivenOutIsRefused(String cursor) {
        assertProblem(search("", "&cursor=" + cursor), 422, "INVALID_CURSOR");
    }

    @Test
    void aCursorIsForItsOrderAndForKeysOfItsKind() {
        IntStream.range(0, 2).forEach(_ -> gpu(new Random(3)));
        String cursor =
                read(search("", "&limit=1&sort=model")).path("next_cursor").stringValue();
        assertProblem(search("", "&sort=-model&cursor=" + cursor), 422, "INVALID_CURSOR");
        String forged = java.util.Base64.getUrlEncoder()
                .encodeToString(("memory_gb\n" + Ids.text(Ids.next()) + "\nmuch").getBytes(StandardCharsets.UTF_8));
        assertProblem(
                search("", "&sort=memory_gb&cursor=" + URLEncoder.encode(forged, StandardCharsets.UTF_8)),
                422,
                "INVALID_CURSOR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&sort=colour", "&sort=-"})
    void anUnknownOrderIsRefused(String rest) {
        assertProblem(search("", rest), 422, "INVALID_SORT");
        assertThat(json(search("", "&sort=-price_per_hor")).path("detail").stringValue())
                .isEqualTo("sort: there is no attribute 'price_per_hor'; did you mean price_per_hour?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&limit=0", "&limit=all"})
    void aLimitThatIsNoneIsRefused(String rest) {
        assertProblem(search("", rest), 422, "VALIDATION_ERROR");
    }

    @Test
    void valuesAreNoSql() {
        assertThat(items("model:\"'; drop table marketplace.gpu; --\"", "model"))
                .isEmpty();
        assertThat(items("owner:" + operator + " -model:~'", "model")).isEmpty();
    }
}
