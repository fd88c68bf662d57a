package org.aitbc.worker.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The driver's command line tool. */
final class NvidiaSmi implements GpuReader {

    private static final String FIELDS =
            "name,uuid,memory.total,memory.used,utilization.gpu,temperature.gpu,power.draw,driver_version";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");

    @Override
    public String name() {
        return "nvidia-smi";
    }

    @Override
    public List<Gpu> read() throws GpusUnreadable {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=" + FIELDS, "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new GpusUnreadable("does not answer");
            }
            String csv = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new GpusUnreadable("exit code " + process.exitValue());
            }
            return parse(csv);
        } catch (IOException notThere) {
            throw new GpusUnreadable("not found");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GpusUnreadable("interrupted");
        }
    }

    static List<Gpu> parse(String csv) throws GpusUnreadable {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : csv.lines().filter(text -> !text.isBlank()).toList()) {
            List<String> cells =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (cells.size() != FIELDS.split(",", -1).length) {
                throw new GpusUnreadable("unexpected line '" + line + "'");
            }
            gpus.add(new Gpu(
                    cells.get(0),
                    cells.get(1),
                    number(cells.get(2)).map(Double::longValue).orElse(-1L),
                    number(cells.get(3)).map(Double::longValue).orElse(-1L),
                    number(cells.get(4)).map(Double::intValue).orElse(-1),
                    number(cells.get(5)).map(Double::intValue).orElse(null),
                    number(cells.get(6)).orElse(null),
                    cells.get(7),
                    ""));
        }
        return gpus;
    }

    /** Cards that lack a figure print {@code [N/A]}, {@code N/A}, {@code [Not Supported]} or {@code [Unknown Error]}. */
    private static Optional<Double> number(String cell) {
        return NUMBER.matcher(cell).matches() ? Optional.of(Double.valueOf(cell)) : Optional.empty();
    }
}
