package org.aitbc.bench.parked;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What lives in the heap of another JVM, after a full collection.
 *
 * @param lines of the histogram: rank, instances, bytes and class, the largest first
 */
record Heap(long bytes, List<String> lines) {

    static Heap of(ProcessHandle jvm) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(jvm.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var out = jcmd.inputReader()) {
            List<String> said = out.lines().toList();
            String total = said.stream()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("jcmd: " + String.join("\n", said)));
            return new Heap(Long.parseLong(total.split("\\s+", -1)[2]), said);
        }
    }
}
