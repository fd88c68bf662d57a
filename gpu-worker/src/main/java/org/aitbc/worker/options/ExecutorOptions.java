package org.aitbc.worker.options;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.worker.embedding.MiniLm;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.inference.Ollama;
import org.aitbc.worker.inference.OpenAi;
import org.aitbc.worker.process.CommandExecutor;
import org.aitbc.worker.process.ContainerExecutor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a worker may run jobs with. */
public final class ExecutorOptions {

    /** Which engine runs containers. */
    enum Engine {
        auto,
        docker,
        podman,
        off
    }

    @Option(
            names = "--ollama",
            paramLabel = "URL",
            defaultValue = "${env:AITBC_OLLAMA:-http://127.0.0.1:11434}",
            description = "Ollama server (AITBC_OLLAMA, default http://127.0.0.1:11434)")
    private String ollama = "";

    @Option(
            names = "--openai",
            paramLabel = "URL",
            defaultValue = "${env:AITBC_OPENAI}",
            description = "any server with OpenAI's API, as vLLM or llama.cpp (AITBC_OPENAI)")
    private @Nullable String openAi;

    @Option(
            names = "--openai-key",
            paramLabel = "K",
            defaultValue = "${env:AITBC_OPENAI_KEY}",
            description = "its API key, if it wants one (AITBC_OPENAI_KEY)")
    private @Nullable String openAiKey;

    @Option(
            names = "--allow-command",
            defaultValue = "${env:AITBC_ALLOW_COMMAND:-false}",
            description = "run commands of this machine for jobs of type command, without a sandbox"
                    + " (AITBC_ALLOW_COMMAND=true)")
    private boolean allowCommand;

    @Option(
            names = "--container",
            paramLabel = "ENGINE",
            defaultValue = "${env:AITBC_CONTAINER:-auto}",
            description = "docker, podman, off, or auto: whichever answers (AITBC_CONTAINER, default auto)")
    private Engine container = Engine.auto;

    /** The executors to probe; with {@code nvidia} containers may have the GPUs. */
    public List<Executor> executors(boolean nvidia) {
        List<Executor> executors = new ArrayList<>(List.of(new MiniLm(), new Ollama(ollama)));
        if (openAi != null) {
            executors.add(new OpenAi(openAi, openAiKey));
        }
        executors.add(new ContainerExecutor(engines(), nvidia));
        executors.add(new CommandExecutor(allowCommand));
        return executors;
    }

    private List<String> engines() {
        return switch (container) {
            case auto -> List.of("docker", "podman");
            case docker, podman -> List.of(container.name());
            case off -> List.of();
        };
    }
}
