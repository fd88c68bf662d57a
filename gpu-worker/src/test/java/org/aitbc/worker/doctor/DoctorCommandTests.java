package org.aitbc.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.FakeGateway.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTests {

    private final StringWriter out = new StringWriter();
    private FakeGateway gateway;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aMachineThatCanWorkIsHealthy() {
        gateway.reply("/heartbeat", new Reply(404, "0", "{\"code\":\"MINER_NOT_REGISTERED\"}"));
        assertThat(doctor("key")).isZero();
        assertThat(out.toString())
                .containsPattern("OK +CPU .*cores")
                .containsPattern("OK +memory +\\d+ MB")
                .containsPattern("OK +disk .*MB free")
                .containsPattern("OK +gateway .* ms \\(median of 5\\)")
                .containsPattern("OK +api key +accepted")
                .containsPattern("OK +embedding .*384 dimensions")
                .containsPattern("SKIP +container +turned off")
                .containsPattern("SKIP +command +not allowed");
        assertThat(gateway.callsOf("/register")).as("nothing is changed").isEmpty();
    }

    @Test
    void aRefusedKeyIsAFailure() {
        gateway.reply("/heartbeat", new Reply(403, "0", "{\"code\":\"FORBIDDEN\",\"detail\":\"not a miner's key\"}"));
        assertThat(doctor("key")).isEqualTo(1);
        assertThat(out.toString()).containsPattern("FAIL +api key +403 FORBIDDEN: not a miner's key");
    }

    @Test
    void aGatewayThatIsAwayIsAFailure() {
        gateway.stop();
        assertThat(doctor("key")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("FAIL +gateway .* does not serve")
                .containsPattern("SKIP +api key +not asked");
    }

    private int doctor(String key) {
        return new CommandLine(new DoctorCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .execute(
                        "--gateway",
                        gateway.url(),
                        "--api-key",
                        key,
                        "--state-dir",
                        folder.toString(),
                        "--container",
                        "off",
                        "--ollama",
                        "http://127.0.0.1:9");
    }
}
