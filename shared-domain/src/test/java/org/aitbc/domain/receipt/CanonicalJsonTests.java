package org.aitbc.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTests {

    private static final JsonMapper JSON = new JsonMapper();

    /** Expected texts are what Python 3.11 prints for {@code repr(float)}. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "0.1, 0.1",
        "100000.0, 100000.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1.5e16, 1.5e+16",
        "123456789012345680.0, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1e-7, 1e-07",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 5e-324",
        "-0.0, -0.0",
        "-2.5, -2.5",
        "2e-3, 0.002",
        "0.0, 0.0",
        "0.0000123, 1.23e-05",
        "1.2e-9, 1.2e-09",
        "1.2e-10, 1.2e-10",
        "-3e20, -3e+20",
        "9999999999999998.0, 9999999999999998.0",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
    })
    void doublesAreWrittenAsPythonWritesThem(double value, String python) {
        assertThat(CanonicalJson.number(value)).isEqualTo(python);
    }

    @Property
    void everyDoubleReadsBackAsItself(@ForAll double value) {
        assertThat(Double.parseDouble(CanonicalJson.number(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\":1,\"a\":[null,{\"x\":null}],\"c\":null} | {\"a\":[{}],\"b\":1}",
                "{\"\uffff\":1,\"\ud83d\ude00\":2}              | {\"\\uffff\":1,\"\\ud83d\\ude00\":2}",
                "[\"/\\u007f\\u0000\\n\\\"\"]                   | [\"/\\u007f\\u0000\\n\\\"\"]",
                "[\" ~\\u001f\\u0080\\b\\f\\r\\t\"]             | [\" ~\\u001f\\u0080\\b\\f\\r\\t\"]",
                "{\"ab\":1,\"a\":2,\"b\":3}                        | {\"a\":2,\"ab\":1,\"b\":3}",
                "[null,1,null,2,[],{},false]                     | [1,2,[],{},false]",
                "[123456789012345678901234567890,1e3,true]      | [123456789012345678901234567890,1000.0,true]",
            })
    void nullsGoKeysAreSortedByCodePointAndTextIsAscii(String json, String canonical) {
        assertThat(CanonicalJson.text(JSON.readTree(json))).isEqualTo(canonical);
    }

    @Property
    void canonicalTextIsAFixedPoint(@ForAll String key, @ForAll String text) {
        String once = CanonicalJson.text(JSON.createObjectNode().put(key, text));
        assertThat(CanonicalJson.text(JSON.readTree(once))).isEqualTo(once);
    }
}
