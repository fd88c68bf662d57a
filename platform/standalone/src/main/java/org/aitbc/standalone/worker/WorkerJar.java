package org.aitbc.standalone.worker;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.aitbc.standalone.machine.Refused;
import org.jspecify.annotations.Nullable;

/** The runnable jar of the gpu-worker module. */
final class WorkerJar {

    private WorkerJar() {}

    /** The jar that the property {@code aitbc.worker.jar} names, or else the one built beside this module. */
    static Path find() {
        @Nullable String named = System.getProperty("aitbc.worker.jar");
        return Stream.concat(Stream.ofNullable(named).map(Path::of), Stream.of(built()))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new Refused("the worker is not built: no " + built()));
    }

    private static Path built() {
        try {
            // this class is in platform/standalone/target/classes or in a jar beside that folder
            Path here = Path.of(WorkerJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.resolve("../../../../gpu-worker/target/gpu-worker.jar").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
