package org.aitbc.worker.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aitbc.worker.executor.Readiness;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.machine.Gpus;
import org.aitbc.worker.machine.Host;
import org.aitbc.worker.options.ExecutorOptions;
import org.aitbc.worker.options.GatewayOptions;
import org.aitbc.worker.options.StateOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: would a worker work here? */
@Command(name = "doctor", description = "Check driver, machine, gateway, key and executors; exit code 1 if one fails.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private ExecutorOptions executors = new ExecutorOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Gpus gpus = Gpus.discover();
        List<Finding> findings = new ArrayList<>(MachineCheck.of(Host.read(), gpus, state.folder()));
        findings.addAll(GatewayCheck.of(gateway.url(), gateway.apiKey()));
        findings.addAll(executors(Toolbox.probed(executors.executors(gpus.now()))));
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            findings.forEach(finding -> out.println(finding.line()));
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? 1 : 0;
    }

    /** One executor is enough; without any there is nothing to do here. */
    private static List<Finding> executors(Toolbox toolbox) {
        List<Finding> findings = new ArrayList<>();
        for (Toolbox.Tool tool : toolbox.tools()) {
            String name = tool.executor().name();
            Readiness found = tool.readiness();
            findings.add(
                    found.available()
                            ? Finding.ok(name, found.detail())
                            : found.asked() ? Finding.note(name, found.detail()) : Finding.skip(name, found.detail()));
        }
        if (toolbox.jobTypes().isEmpty()) {
            findings.add(Finding.fail("executors", "none is available"));
        }
        return findings;
    }
}
