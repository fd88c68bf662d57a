package org.aitbc.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(20)
class ContainerExecutorTests {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void aPlainJobGetsNoRightsAndNoNetwork() throws Exception {
        assertThat(line("{\"image\":\"python:3.13\",\"command\":[\"python\",\"-c\",\"print(1)\"],\"cpus\":0.5}"))
                .isEqualTo("docker run --rm --name aitbc-job-1-1 --cap-drop ALL --security-opt no-new-privileges"
                        + " --pids-limit 512 --memory 2048m --cpus 0.50 --network none python:3.13 python -c print(1)");
    }

    @Test
    void whatIsAskedForIsGiven() throws Exception {
        assertThat(line("{\"image\":\"a/b@sha256:00\",\"env\":{\"K\":\"v w\",\"N\":1},\"gpus\":true,\"network\":true,"
                        + "\"memory_mb\":512,\"cpus\":1}"))
                .contains("--memory 512m --cpus 1.00 --gpus all --env K=v w --env N=1 a/b@sha256:00")
                .doesNotContain("--network");
    }

    @Test
    void whatAnEarlierAttemptSavedIsTold() throws Exception {
        Job job = new Job(
                "job-1", 2, JSON.readTree("{\"image\":\"a\",\"env\":{\"AITBC_CHECKPOINT\":\"forged\"}}"), saved());

        assertThat(ContainerCommand.line("docker", "aitbc-job-1-2", ContainerSpec.of(job)))
                .containsSequence("--env", "AITBC_CHECKPOINT={\"share\":0.5,\"data\":{\"step\":5}}", "a")
                .doesNotContain("AITBC_CHECKPOINT=forged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"image\":\"--privileged\"}",
                "{\"image\":\"a b\"}",
                "{\"image\":\"a\",\"env\":{\"A=B\":\"\"}}",
                "{\"image\":\"a\",\"env\":{\"A\":{}}}",
                "{\"image\":\"a\",\"memory_mb\":0}",
                "{\"image\":\"a\",\"cpus\":-1}",
                "{\"image\":\"a\",\"command\":\"sh\"}",
                "{\"image\":\"a\",\"timeout_seconds\":1e9}"
            })
    void aPayloadThatWouldReachBeyondItsContainerIsInvalid(String payload) {
        assertThatThrownBy(() -> ContainerSpec.of(job(payload)))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("INVALID_PAYLOAD"));
    }

    @Test
    void withoutAnEngineThatAnswersItIsNotAvailable() {
        Readiness absent =
                new ContainerExecutor(List.of(folder.resolve("docker").toString()), false).probe();
        assertThat(absent.available()).isFalse();
        assertThat(absent.detail()).contains("no engine answers");
        assertThat(new ContainerExecutor(List.of(), false).probe().detail()).contains("turned off");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEngineWhoseDaemonIsAwayIsNotAvailable() throws Exception {
        assertThat(engine("exit 1").probe().available()).isFalse();
        assertThat(engine("echo 29.1").probe().detail()).endsWith("docker 29.1");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aContainerWhoseTimeEndsIsRemoved() throws Exception {
        Path removed = folder.resolve("removed");
        ContainerExecutor executor =
                engine("case $1 in version) echo 29.1;; run) exec sleep 100;; rm) echo $@ > " + removed + ";; esac");
        executor.probe();
        assertThatThrownBy(() -> run(executor, "{\"image\":\"a\",\"timeout_seconds\":0.3}"))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("TIMED_OUT"));
        assertThat(removed).hasContent("rm --force aitbc-job-1-1");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void gpusAreNotPromisedWhereThereAreNone() throws Exception {
        ContainerExecutor executor = engine("echo 29.1");
        executor.probe();
        assertThat(run(executor, "{\"image\":\"a\"}").path("output").asString()).isEqualTo("29.1\n");
        assertThatThrownBy(() -> run(executor, "{\"image\":\"a\",\"gpus\":1}"))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("GPU_NOT_AVAILABLE"));
    }

    private static String line(String payload) throws JobFailed {
        return String.join(" ", ContainerCommand.line("docker", "aitbc-job-1-1", ContainerSpec.of(job(payload))));
    }

    private ContainerExecutor engine(String script) throws Exception {
        Path docker = folder.resolve("docker");
        Files.writeString(docker, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        return new ContainerExecutor(List.of(docker.toString()), false);
    }

    private static JsonNode run(ContainerExecutor executor, String payload) throws Exception {
        return executor.run(job(payload), (fraction, note) -> {}, new Cancellation());
    }

    private static Job job(String payload) {
        return new Job("job-1", 1, JSON.readTree(payload), null);
    }

    private static Checkpoint saved() {
        return new Checkpoint(0.5, JSON.readTree("{\"step\":5}"));
    }
}
