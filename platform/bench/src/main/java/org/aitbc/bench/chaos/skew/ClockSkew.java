package org.aitbc.bench.chaos.skew;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Puts the clocks of other JVMs of this user wrong. */
public final class ClockSkew {

    private static final List<String> CLASSES = List.of("SkewedClock", "SkewedClock$Redirect");

    private ClockSkew() {}

    /**
     * Puts a clock wrong by so much, or right again by zero.
     *
     * @param folder where the agent's jar is, or will be
     */
    public static void set(long pid, Duration skew, Path folder) throws Exception {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            jvm.loadAgent(agent(folder).toString(), Long.toString(skew.toMillis()));
        } finally {
            jvm.detach();
        }
    }

    private static Path agent(Path folder) {
        Path jar = folder.resolve("skewed-clock.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Attributes lines = new Attributes();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        lines.putValue("Agent-Class", SkewedClock.class.getName());
        lines.putValue("Can-Retransform-Classes", "true");
        // what it changes are classes of the JDK as well, and they see no others
        lines.putValue("Boot-Class-Path", jar.getFileName().toString());
        manifest.getMainAttributes().putAll(lines);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : CLASSES) {
                String file = ClockSkew.class.getPackageName().replace('.', '/') + "/" + name + ".class";
                out.putNextEntry(new JarEntry(file));
                try (InputStream bytes = ClockSkew.class.getClassLoader().getResourceAsStream(file)) {
                    out.write(Objects.requireNonNull(bytes, file).readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
