package org.aitbc.worker.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A library of native functions, made of the Java methods below, that answers as NVML does on a machine with two GPUs. */
final class FakeNvml implements SymbolLookup {

    private static final int NOT_SUPPORTED = 3;
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("nvmlInit_v2", "init"),
            Map.entry("nvmlDeviceGetCount_v2", "count"),
            Map.entry("nvmlDeviceGetHandleByIndex_v2", "handle"),
            Map.entry("nvmlDeviceGetName", "name"),
            Map.entry("nvmlDeviceGetUUID", "uuid"),
            Map.entry("nvmlDeviceGetMemoryInfo", "memory"),
            Map.entry("nvmlDeviceGetUtilizationRates", "utilization"),
            Map.entry("nvmlDeviceGetTemperature", "temperature"),
            Map.entry("nvmlDeviceGetPowerUsage", "power"),
            Map.entry("nvmlSystemGetDriverVersion", "driver"),
            Map.entry("nvmlSystemGetCudaDriverVersion", "cuda"));

    private final Arena arena = Arena.global();

    @Override
    public Optional<MemorySegment> find(String symbol) {
        return Optional.ofNullable(FUNCTIONS.get(symbol)).map(this::stub);
    }

    private MemorySegment stub(String name) {
        try {
            var method = Arrays.stream(FakeNvml.class.getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            var arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> type == int.class
                            ? JAVA_INT
                            : ADDRESS.withTargetLayout(java.lang.foreign.MemoryLayout.sequenceLayout(
                                    96, java.lang.foreign.ValueLayout.JAVA_BYTE)))
                    .toArray(java.lang.foreign.MemoryLayout[]::new);
            return Linker.nativeLinker().upcallStub(handle, FunctionDescriptor.of(JAVA_INT, arguments), arena);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static int init() {
        return 0;
    }

    static int count(MemorySegment number) {
        number.set(JAVA_INT, 0, 2);
        return 0;
    }

    static int handle(int index, MemorySegment device) {
        device.set(ADDRESS, 0, MemorySegment.ofAddress(0x1000 + index));
        return 0;
    }

    static int name(MemorySegment device, MemorySegment text, int length) {
        text.setString(0, device.address() == 0x1000 ? "NVIDIA A100" : "NVIDIA T4");
        return length >= 96 ? 0 : 7;
    }

    static int uuid(MemorySegment device, MemorySegment text, int length) {
        text.setString(0, "GPU-" + (device.address() - 0x1000));
        return length >= 96 ? 0 : 7;
    }

    static int memory(MemorySegment device, MemorySegment bytes) {
        bytes.setAtIndex(JAVA_LONG, 0, 40_960L * 1024 * 1024);
        bytes.setAtIndex(JAVA_LONG, 1, 40_000L * 1024 * 1024);
        bytes.setAtIndex(JAVA_LONG, 2, 960L * 1024 * 1024);
        return 0;
    }

    static int utilization(MemorySegment device, MemorySegment percent) {
        if (device.address() != 0x1000) {
            return NOT_SUPPORTED;
        }
        percent.setAtIndex(JAVA_INT, 0, 37);
        percent.setAtIndex(JAVA_INT, 1, 5);
        return 0;
    }

    static int temperature(MemorySegment device, int sensor, MemorySegment degrees) {
        if (device.address() != 0x1000 || sensor != 0) {
            return NOT_SUPPORTED;
        }
        degrees.set(JAVA_INT, 0, 65);
        return 0;
    }

    static int power(MemorySegment device, MemorySegment milliwatts) {
        if (device.address() != 0x1000) {
            return NOT_SUPPORTED;
        }
        milliwatts.set(JAVA_INT, 0, 250_500);
        return 0;
    }

    static int driver(MemorySegment text, int length) {
        text.setString(0, "550.54.15");
        return length >= 80 ? 0 : 7;
    }

    static int cuda(MemorySegment version) {
        version.set(JAVA_INT, 0, 12040);
        return 0;
    }
}
