package org.aitbc.worker.agent;

import java.util.List;
import java.util.Optional;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.machine.Gpu;
import org.aitbc.worker.machine.Host;
import org.aitbc.worker.options.MarketOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a worker says it can do: only what was found on this machine and what a probe showed to work. */
final class Capabilities {

    private Capabilities() {}

    static ObjectNode of(Host host, List<Gpu> gpus, Toolbox toolbox, MarketOptions market) {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        ArrayNode described = capabilities.putArray("gpus");
        gpus.forEach(gpu -> describe(described.addObject(), gpu));
        cuda(gpus).ifPresent(version -> capabilities.put("cuda", version));
        capabilities
                .putObject("cpu")
                .put("model", host.cpuModel())
                .put("cores", host.cores())
                .put("memory_mb", host.memoryMb());
        capabilities.put("platform", host.os());
        toolbox.jobTypes().forEach(capabilities.putArray("job_types")::add);
        toolbox.models().forEach(capabilities.putArray("models")::add);
        market.describe(capabilities);
        return capabilities;
    }

    private static void describe(ObjectNode target, Gpu gpu) {
        target.put("name", gpu.name()).put("uuid", gpu.uuid()).put("driver", gpu.driver());
        if (gpu.memoryMb() >= 0) {
            target.put("memory_mb", gpu.memoryMb());
        }
    }

    /** A heartbeat's metadata: the load of each GPU, and of the first under the names legacy dashboards read. */
    static JsonNode load(List<Gpu> gpus) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        for (Gpu gpu : gpus) {
            ObjectNode load = metadata.withArray("gpus")
                    .addObject()
                    .put("uuid", gpu.uuid())
                    .put("utilization", gpu.utilization())
                    .put("memory_used_mb", gpu.memoryUsedMb());
            if (gpu.temperatureC() != null) {
                load.put("temperature_c", gpu.temperatureC());
            }
            if (gpu.powerDrawW() != null) {
                load.put("power_draw_w", gpu.powerDrawW());
            }
        }
        return gpus.isEmpty() ? metadata : legacy(metadata, gpus.getFirst());
    }

    static ObjectNode legacy(ObjectNode target, Gpu gpu) {
        return target.put("gpu_utilization", gpu.utilization())
                .put("memory_used", gpu.memoryUsedMb())
                .put("memory_total", gpu.memoryMb());
    }

    private static Optional<String> cuda(List<Gpu> gpus) {
        return gpus.stream()
                .map(Gpu::cuda)
                .filter(version -> !version.isEmpty())
                .findFirst();
    }
}
