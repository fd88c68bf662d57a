package org.aitbc.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTests {

    private static final JsonNode MET = goal("jobs <fast>", "3.00x", 1.5, true);
    private static final JsonNode MISSED = goal("memory", "900 MB", 0.5, false);
    private static final JsonNode UNKNOWN = new JsonMapper().readTree("{\"goal\":\"nothing\",\"margin\":\"NaN\"}");

    @Test
    void aBarGoesRightOfTheLineWhenTheGoalIsMet() throws Exception {
        Document chart = chart(List.of(MET, MISSED, UNKNOWN));
        Element met = bar(chart, 0);
        Element missed = bar(chart, 1);
        assertThat(met.getAttribute("class")).isEqualTo("met");
        assertThat(missed.getAttribute("class")).isEqualTo("missed");
        double line = Double.parseDouble(met.getAttribute("x"));
        assertThat(Double.parseDouble(missed.getAttribute("x")) + Double.parseDouble(missed.getAttribute("width")))
                .isEqualTo(line);
        assertThat(chart.getDocumentElement().getTextContent()).contains("jobs <fast>", "900 MB (>= 2.00x)");
    }

    @Test
    void tablesSayWhatWasMissed() {
        assertThat(Markdown.goals(List.of(MET, MISSED)))
                .contains("| jobs <fast> | >= 2.00x | 3.00x | met | 3 and 1 | 2.5 |")
                .contains("| memory | >= 2.00x | 900 MB | **missed** |");
    }

    @Test
    void aPageKeepsWhatIsAroundItsMarks() {
        Results results = new Results(List.of(), List.of(MET));
        String page = "before\n<!-- compare begins -->\nold\n<!-- compare ends -->\nafter\n";
        assertThat(Markdown.into(page, results))
                .startsWith("before\n<!-- compare begins -->\n")
                .contains("| jobs <fast> |")
                .doesNotContain("old")
                .endsWith("<!-- compare ends -->\nafter\n");
        assertThat(Markdown.into("", results)).isEqualTo(Markdown.of(results));
    }

    private static Document chart(List<JsonNode> goals) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Chart.of(goals).getBytes(StandardCharsets.UTF_8)));
    }

    private static Element bar(Document chart, int number) {
        return (Element) chart.getElementsByTagName("rect").item(number);
    }

    private static JsonNode goal(String name, String reached, double margin, boolean met) {
        return new JsonMapper().readTree("""
                {"goal":"%s","figures":"3 and 1","wanted":">= 2.00x","reached":"%s","margin":%s,"met":%s,"load":2.5}""".formatted(name, reached, margin, met));
    }
}
