package org.aitbc.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Run the suite until Ctrl-C.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {

    @Mixin
    private SuiteSettings settings = new SuiteSettings();

    @Option(names = "--workers", defaultValue = "1", description = "Worker processes beside it (${DEFAULT-VALUE}).")
    private int workers;

    @Override
    public Integer call() throws InterruptedException {
        Foreground foreground = Foreground.start(settings, workers);
        System.out.println("keys " + foreground.suite().data().keys() + ", logs "
                + foreground.suite().data().logs() + ", Ctrl-C ends it");
        foreground.complete();
        foreground.stay();
        return 0;
    }
}
