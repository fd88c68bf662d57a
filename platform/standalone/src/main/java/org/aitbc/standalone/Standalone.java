package org.aitbc.standalone;

import org.aitbc.standalone.machine.Refused;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The suite's command line. It exits with 2 where the machine or the arguments do not allow what is asked. */
@Command(
        name = "aitbc",
        description = "The AITBC compute suite on one machine.",
        subcommands = {Up.class, Demo.class, Rehearse.class},
        mixinStandardHelpOptions = true)
final class Standalone {

    private Standalone() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Standalone())
                .setExecutionExceptionHandler((failure, _, _) -> tell(failure))
                .execute(arguments));
    }

    private static int tell(Exception failure) {
        if (!Foreground.isEnding()) {
            System.err.println("aitbc: " + (failure.getMessage() == null ? failure : failure.getMessage()));
        }
        return failure instanceof Refused || failure instanceof PortInUseException
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }
}
