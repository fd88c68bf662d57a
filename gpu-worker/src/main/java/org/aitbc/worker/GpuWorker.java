package org.aitbc.worker;

import org.aitbc.worker.agent.RunCommand;
import org.aitbc.worker.doctor.DoctorCommand;
import org.aitbc.worker.receipt.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "gpu-worker",
        mixinStandardHelpOptions = true,
        description = "The worker of a GPU machine. Every option can be given in the environment as well.",
        subcommands = {RunCommand.class, DoctorCommand.class, VerifyCommand.class})
final class GpuWorker implements Runnable {

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new GpuWorker()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + problem);
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        // one line, where picocli would print the whole help below it
        line.setParameterExceptionHandler((problem, arguments) -> {
            CommandLine command = problem.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": " + problem.getMessage() + " (see " + name + " --help)");
            UnmatchedArgumentException.printSuggestions(problem, command.getErr());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        return line;
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
