package org.aitbc.worker.options;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.worker.embedding.MiniLm;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.inference.Ollama;
import org.aitbc.worker.inference.OpenAi;
import org.aitbc.worker.machine.Gpu;
import org.aitbc.worker.process.CommandExecutor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a worker may run jobs with. */
public final class ExecutorOptions {

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

    @Mixin
    private ContainerOptions containers = new ContainerOptions();

    /** The executors to probe; containers may have these GPUs. */
    public List<Executor> executors(List<Gpu> gpus) {
        List<Executor> executors = new ArrayList<>(List.of(new MiniLm(), new Ollama(ollama)));
        if (openAi != null) {
            executors.add(new OpenAi(openAi, openAiKey));
        }
        executors.add(containers.executor(gpus.stream().map(Gpu::uuid).toList()));
        executors.add(new CommandExecutor(allowCommand));
        return executors;
    }
}
