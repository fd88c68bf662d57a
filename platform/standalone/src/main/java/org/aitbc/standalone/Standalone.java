package org.aitbc.standalone;

import java.io.IOException;
import java.util.Properties;
import org.aitbc.standalone.machine.Refused;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The suite's command line. It exits with 2 where the machine or the arguments do not allow what is asked. */
@Command(
        name = "aitbc",
        description = "The AITBC compute suite on one machine.",
        subcommands = {Up.class, Demo.class, Rehearse.class},
        versionProvider = Standalone.Version.class,
        mixinStandardHelpOptions = true)
final class Standalone {

    private Standalone() {}

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            Properties build = PropertiesLoaderUtils.loadAllProperties("META-INF/build-info.properties");
            Properties git = PropertiesLoaderUtils.loadAllProperties("git.properties");
            return new String[] {
                "aitbc " + build.getProperty("build.version"),
                "commit " + git.getProperty("git.commit.id"),
                "built " + build.getProperty("build.time")
            };
        }
    }

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
