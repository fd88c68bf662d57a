package org.aitbc.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class ConsoleTests {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"|\": \"(/console/[^\"]+)\"");

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @Test
    void aBrowserIsShownThePage() {
        String page = client.get()
                .uri("/")
                .header("Accept", BROWSER)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", "text/html; charset=utf-8")
                .expectHeader()
                .valueEquals("Vary", "Accept")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                                .doesNotContain("unsafe-"))
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(page).startsWith("<!doctype html>").doesNotContain("http://", "https://", "<style", " style=");
        assertThat(FILE.matcher(page).results().toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> client.get()
                        .uri(file.group(1) == null ? file.group(2) : file.group(1))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/json, text/html;q=0.5"})
    void aClientOfTheApiIsToldThatNothingIsThere(String accept) {
        client.get()
                .uri("/")
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Vary", "Accept");
    }

    @ParameterizedTest
    @CsvSource({
        "app.js, text/javascript; charset=utf-8",
        "console.css, text/css; charset=utf-8",
        "icon.svg, image/svg+xml",
        "lib/lit/index.js, text/javascript; charset=utf-8",
        "lib/pico/pico.min.css, text/css; charset=utf-8"
    })
    void filesHaveTheirType(String file, String type) {
        client.get()
                .uri("/console/" + file)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", type)
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectBody();
    }

    @Test
    void whoHasAFileIsToldThatItIsTheSame() {
        String tag = client.get()
                .uri("/console/app.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        assertThat(tag).isNotNull();
        for (String known : new String[] {tag, "\"other\", W/" + tag, "*"}) {
            client.get()
                    .uri("/console/app.js")
                    .header("If-None-Match", known)
                    .exchange()
                    .expectStatus()
                    .isNotModified()
                    .expectHeader()
                    .valueEquals("ETag", tag)
                    .expectHeader()
                    .doesNotExist("Content-Length")
                    .expectBody()
                    .isEmpty();
        }
        client.get()
                .uri("/console/app.js")
                .header("If-None-Match", "\"other\"")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void aHeadTellsTheLengthOnly() {
        String answer = Wire.exchange(port, "HEAD /console/console.css" + Wire.HEAD + "Connection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .containsPattern("(?i)content-length: [1-9]\\d+")
                .endsWith("\r\n\r\n");
    }

    @Test
    void theFolderLeadsToThePage() {
        client.get()
                .uri("/console/")
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .location("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing.js",
                "/console/Console.class",
                "/console/lib/nothing/index.js",
                "/console/lib/lit/development/index.js",
                "/console/lib/pico.min.css",
                "/console/web/app.js"
            })
    void whatIsNotOfThePagesIsNotFound(String path) {
        client.get().uri(path).exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../api-gateway.yml",
                "/console/lib/lit/../../app.js",
                "/console/%2e%2e/app.js",
                "/console/lib%2flit%2findex.js",
                "/console/lib/lit/..%5cindex.js",
                "//console/..//app.js"
            })
    void noPathLeadsOutOfTheFolder(String path) {
        String answer = Wire.exchange(port, "GET " + path + Wire.HEAD + "Connection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 40");
    }

    @Test
    void thePagesAreOnlyRead() {
        client.post()
                .uri("/")
                .header("Accept", BROWSER)
                .exchange()
                .expectStatus()
                .isEqualTo(405);
    }
}
