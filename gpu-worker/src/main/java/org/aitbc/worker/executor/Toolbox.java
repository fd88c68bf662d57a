package org.aitbc.worker.executor;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The executors with what their probes found; only available ones are advertised and used. */
public record Toolbox(List<Tool> tools) {

    /** An executor and what its probe found. */
    public record Tool(Executor executor, Readiness readiness) {

        private boolean serves(String model) {
            return readiness.models().contains(model) || readiness.models().contains(model + ":latest");
        }
    }

    public static Toolbox probed(List<? extends Executor> executors) {
        return new Toolbox(executors.stream()
                .map(executor -> new Tool(executor, executor.probe()))
                .toList());
    }

    public List<String> jobTypes() {
        return usable().stream().map(tool -> tool.executor().type()).distinct().toList();
    }

    public List<String> models() {
        return usable().stream()
                .flatMap(tool -> tool.readiness().models().stream())
                .distinct()
                .toList();
    }

    /** The executor of a job's type, preferably the one that has its model. */
    public Optional<Executor> forPayload(JsonNode payload) {
        String type = JobType.of(payload).orElse("");
        String model = payload.path("model").asString("");
        List<Tool> fitting = usable().stream()
                .filter(tool -> tool.executor().type().equals(type))
                .toList();
        return fitting.stream()
                .filter(tool -> tool.serves(model))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(Tool::executor);
    }

    private List<Tool> usable() {
        return tools.stream().filter(tool -> tool.readiness().available()).toList();
    }
}
