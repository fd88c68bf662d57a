package org.aitbc.endtoend.security;

import java.util.List;
import java.util.Random;

/** Values that have broken somebody's service. */
final class Hostile {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "null",
            "undefined",
            "NaN",
            "-1",
            "0x7f",
            "1e309",
            "true",
            "' or '1'='1",
            "'; drop table core.job; --",
            "${jndi:ldap://127.0.0.1:9/a}",
            "#{T(Runtime)}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "%s%n%x",
            "%00",
            "\u0000",
            "a\u0000b",
            "\uFEFF\u200B\u202E",
            "\uD83D\uDE00",
            "\uFFFF\uFFFE",
            "\u0130\u0131\u017F",
            "e\u0301".repeat(40),
            "\uD800",
            "x\uDC00\uD800",
            "9".repeat(400),
            "a".repeat(255),
            "a".repeat(256),
            "z".repeat(5_000),
            "00000000-0000-0000-0000-000000000000",
            "ffffffffffffffffffffffffffffffff",
            "01a20fbf74467000afdbd996c90cbef0",
            "2026-02-30T25:61:61Z",
            "+999999999-12-31T23:59:59.999999999+18:00",
            "-0001-01-01",
            "http://127.0.0.1:9/",
            "http://[::1]:99999/",
            "file:///etc/passwd",
            "jar:http://127.0.0.1!/");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "0.1",
            "1.5",
            "-0.0000001",
            "0.000000001",
            "0.00000001",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1e10",
            "1E+3",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "1e-999999999",
            "0.1e2147483648",
            "123456789012345678901234567890.12345678901234567890",
            "9".repeat(300),
            "9".repeat(1_500),
            "0." + "3".repeat(900));

    /** JSON that is no text and no number, not all of it well-formed. */
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\":\"\"}",
            "{\"__proto__\":{\"x\":1}}",
            "{\"@class\":\"java.net.URL\"}",
            "[\"java.net.URL\",\"http://127.0.0.1:9/\"]",
            "NaN",
            "-Infinity",
            "+1",
            "01",
            "1.",
            ".5",
            "0x10",
            "'single'",
            "\"\\uD800\"",
            "\"\\uDC00\\uD800\"",
            "\"\\u0000\"",
            "\"\\x41\"",
            "\"open");

    private Hostile() {}

    static String text(Random random) {
        return random.nextInt(12) == 0 ? noise(random) : pick(random, TEXTS);
    }

    static String number(Random random) {
        return pick(random, NUMBERS);
    }

    static String json(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> JsonText.quoted(text(random));
            case 1 -> number(random);
            default -> pick(random, OTHERS);
        };
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            noise.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return noise.toString();
    }
}
