package org.aitbc.worker.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.worker.machine.Gpu;
import org.aitbc.worker.machine.Gpus;
import org.aitbc.worker.machine.Host;

/** GPUs, CPU, memory, and room for the worker's files. */
final class MachineCheck {

    private static final long LEAST_FREE_MB = 512;

    private MachineCheck() {}

    static List<Finding> of(Host host, Gpus gpus, Path stateFolder) {
        List<Finding> findings = new ArrayList<>();
        List<Gpu> present = gpus.now();
        if (present.isEmpty()) {
            findings.add(Finding.note("GPU", "none, " + gpus.source()));
        }
        present.forEach(gpu -> findings.add(Finding.ok("GPU", describe(gpu, gpus.source()))));
        findings.add(Finding.ok("CPU", host.cpuModel() + ", " + host.cores() + " cores, " + host.os()));
        findings.add(Finding.ok("memory", host.memoryMb() + " MB"));
        findings.add(disk(stateFolder));
        return findings;
    }

    private static String describe(Gpu gpu, String source) {
        return gpu.name() + ", " + gpu.memoryMb() + " MB (" + gpu.memoryUsedMb() + " used), " + gpu.utilization()
                + " % busy, driver " + gpu.driver() + (gpu.cuda().isEmpty() ? "" : ", CUDA " + gpu.cuda()) + ", by "
                + source;
    }

    private static Finding disk(Path folder) {
        try {
            Files.createDirectories(folder);
            long freeMb = Files.getFileStore(folder).getUsableSpace() / (1024 * 1024);
            String detail = freeMb + " MB free at " + folder;
            return !Files.isWritable(folder)
                    ? Finding.fail("disk", folder + " is not writable")
                    : freeMb < LEAST_FREE_MB ? Finding.fail("disk", detail) : Finding.ok("disk", detail);
        } catch (IOException e) {
            return Finding.fail("disk", folder + ": " + e);
        }
    }
}
