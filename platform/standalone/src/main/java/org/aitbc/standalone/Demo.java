package org.aitbc.standalone;

import java.util.concurrent.Callable;
import org.aitbc.standalone.demo.DemoJob;
import org.aitbc.standalone.suite.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Run the suite with one worker, and one real job through it, then stay until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

    @Mixin
    private SuiteSettings settings = new SuiteSettings();

    @Option(names = "--once", description = "End after the receipt.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Foreground foreground = Foreground.start(settings, 1);
        Suite suite = foreground.suite();
        new DemoJob(suite.url(), foreground.keys(), suite.hasOwnChain(), foreground::complete, System.out::println)
                .run();
        System.out.printf(
                "%npages    %1$s%ndocs     %1$s/docs%nkeys     %2$s%n",
                suite.url(), suite.data().keys());
        if (!once) {
            System.out.println("Ctrl-C ends it");
            foreground.stay();
        }
        return 0;
    }
}
