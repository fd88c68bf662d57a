package org.aitbc.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    private static final ContainerRules OPEN =
            new ContainerRules(List.of("*"), "bridge", 4096, 512, Duration.ofHours(1));

    @Test
    void aPlainJobGetsNoRightsAndNoNetwork() throws Exception {
        assertThat(line("{\"image\":\"python:3.13\",\"command\":[\"python\",\"-c\",\"print(1)\"],\"cpus\":0.5}"))
                .isEqualTo("docker run --rm --name aitbc-job-1-1 --cap-drop ALL --security-opt no-new-privileges"
                        + " --user 65534:65534 --read-only --log-driver none"
                        + " --tmpfs /tmp:rw,nosuid,nodev,size=512m --env HOME=/tmp"
                        + " --pids-limit 512 --memory 2048m --memory-swap 2048m --cpus 0.50 --network none"
                        + " docker.io/library/python:3.13 python -c print(1)");
    }

    @Test
    void whatIsAskedForIsGiven() throws Exception {
        String wishes = "{\"image\":\"a/b@sha256:00\",\"env\":{\"K\":\"v w\",\"N\":1},\"gpus\":true,\"network\":true,"
                + "\"memory_mb\":512,\"cpus\":1}";
        assertThat(line(wishes))
                .contains("--memory 512m --memory-swap 512m --cpus 1.00 --network bridge --gpus device=GPU-7"
                        + " --env K=v w --env N=1 docker.io/a/b@sha256:00");
        assertThat(ContainerCommand.line("podman", "n", ContainerSpec.of(job(wishes), OPEN), "GPU-7"))
                .containsSequence("--image-volume", "tmpfs")
                .containsSequence("--device", "nvidia.com/gpu=GPU-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"image\":\"ghcr.io/other/a\"}",
                "{\"image\":\"acme/a\"}",
                "{\"image\":\"ghcr.io/acmes/a\"}",
                "{\"image\":\"python:3.12\"}",
                "{\"image\":\"evil.example/library/python:3.13\"}",
                "{\"image\":\"python:3.13\",\"network\":true}",
                "{\"image\":\"python:3.13\",\"gpus\":2}"
            })
    void whatTheOperatorDoesNotAllowIsLeftToOthers(String payload) {
        assertThatThrownBy(() -> ContainerSpec.of(job(payload), narrow("")))
                .isInstanceOfSatisfying(JobFailed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("NOT_ALLOWED_HERE");
                    assertThat(failed.retryable()).isTrue();
                });
    }

    @Test
    void wishesOnlyNarrowWhatTheOperatorAllows() throws Exception {
        ContainerRules rules = narrow("lan");
        ContainerSpec greedy = ContainerSpec.of(
                job("{\"image\":\"ghcr.io/acme/a\",\"network\":true,\"memory_mb\":99999,\"timeout_seconds\":80000}"),
                rules);
        assertThat(List.of(greedy.memoryMb(), greedy.limit(), greedy.network()))
                .isEqualTo(List.of(1024L, Duration.ofSeconds(60), "lan"));
        ContainerSpec modest =
                ContainerSpec.of(job("{\"image\":\"python:3.13\",\"memory_mb\":64,\"timeout_seconds\":5}"), rules);
        assertThat(List.of(modest.memoryMb(), modest.limit(), modest.network()))
                .isEqualTo(List.of(64L, Duration.ofSeconds(5), "none"));
    }

    private static ContainerRules narrow(String network) {
        return new ContainerRules(
                List.of("ghcr.io/acme/*", " python:3.13 "), network, 1024, 256, Duration.ofMinutes(1));
    }

    @Test
    void whatAnEarlierAttemptSavedIsTold() throws Exception {
        Job job = new Job(
                "job-1", 2, JSON.readTree("{\"image\":\"a\",\"env\":{\"AITBC_CHECKPOINT\":\"forged\"}}"), saved());

        assertThat(ContainerCommand.line("docker", "aitbc-job-1-2", ContainerSpec.of(job, OPEN), ""))
                .containsSequence(
                        "--env", "AITBC_CHECKPOINT={\"share\":0.5,\"data\":{\"step\":5}}", "docker.io/library/a")
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
        assertThatThrownBy(() -> ContainerSpec.of(job(payload), OPEN))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("INVALID_PAYLOAD"));
    }

    @Test
    void withoutAnEngineThatAnswersItIsNotAvailable() {
        Readiness absent = executor(folder.resolve("docker").toString(), OPEN).probe();
        assertThat(absent.available()).isFalse();
        assertThat(absent.detail()).contains("no engine answers");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutTheOperatorsWordNoContainerRuns() throws Exception {
        ContainerExecutor off = new ContainerExecutor(List.of(), OPEN, List.of());
        assertThat(off.probe().detail()).contains("turned off");
        engine("echo 29.1");
        ContainerExecutor unlisted = executor(
                folder.resolve("docker").toString(),
                new ContainerRules(List.of(" "), "", 1024, 256, Duration.ofMinutes(1)));
        assertThat(unlisted.probe().detail()).contains("no image is allowed");
        for (ContainerExecutor one : List.of(off, unlisted)) {
            assertThatThrownBy(() -> run(one, "{\"image\":\"a\"}"))
                    .isInstanceOfSatisfying(
                            JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("NOT_ALLOWED_HERE"));
        }
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

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void eachGpuIsOneJobsAtATime() throws Exception {
        Path held = folder.resolve("held");
        engine("case $1 in version) echo 29.1;; run) echo $@; touch " + held + "; while [ -e " + held
                + " ]; do sleep 0.02; done;; esac");
        ContainerExecutor executor =
                new ContainerExecutor(List.of(folder.resolve("docker").toString()), OPEN, List.of("GPU-7"));
        executor.probe();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> {
            try {
                return run(executor, "{\"image\":\"a\",\"gpus\":1}")
                        .path("output")
                        .asString();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> Files.exists(held));

        assertThatThrownBy(() -> run(executor, "{\"image\":\"a\",\"gpus\":1}"))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("GPU_NOT_AVAILABLE"));
        Files.delete(held);
        assertThat(first.join()).contains("--gpus device=GPU-7");
        engine("echo again");
        assertThat(run(executor, "{\"image\":\"a\",\"gpus\":1}").path("output").asString())
                .isEqualTo("again\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aJobOnBookedTimeHasTheGpuThatIsBooked() throws Exception {
        engine("case $1 in version) echo 29.1;; run) echo $@;; esac");
        ContainerExecutor executor =
                new ContainerExecutor(List.of(folder.resolve("docker").toString()), OPEN, List.of("GPU-7", "GPU-8"));
        executor.probe();
        Job booked = new Job("job-1", 1, JSON.readTree("{\"image\":\"a\",\"gpus\":1}"), null, 1);

        for (int i = 0; i < 2; i++) {
            assertThat(executor.run(booked, (fraction, note) -> {}, new Cancellation())
                            .path("output")
                            .asString())
                    .contains("--gpus device=GPU-8");
        }
    }

    private static String line(String payload) throws JobFailed {
        return String.join(
                " ",
                ContainerCommand.line("docker", "aitbc-job-1-1", ContainerSpec.of(job(payload), OPEN), gpu(payload)));
    }

    private static String gpu(String payload) {
        return payload.contains("gpus") ? "GPU-7" : "";
    }

    private static ContainerExecutor executor(String engine, ContainerRules rules) {
        return new ContainerExecutor(List.of(engine), rules, List.of());
    }

    private ContainerExecutor engine(String script) throws Exception {
        Path docker = folder.resolve("docker");
        Files.writeString(docker, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        return executor(docker.toString(), OPEN);
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
