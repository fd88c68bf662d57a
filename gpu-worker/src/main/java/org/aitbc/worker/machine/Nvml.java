package org.aitbc.worker.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's management library. Each function returns a status, 0 for success, and writes its answer behind a pointer;
 * sizes and struct layouts are those of nvml.h (NVML API reference, device queries).
 */
final class Nvml {

    private static final int SUCCESS = 0;
    private static final int TEXT = 96;
    private static final long MIB = 1024 * 1024;
    // NVML_TEMPERATURE_GPU
    private static final int OF_THE_CHIP = 0;
    // nvmlMemory_t {total, free, used} and nvmlUtilization_t {gpu, memory}
    private static final MemoryLayout MEMORY = MemoryLayout.sequenceLayout(3, JAVA_LONG);
    private static final MemoryLayout UTILIZATION = MemoryLayout.sequenceLayout(2, JAVA_INT);

    private final MethodHandle count;
    private final MethodHandle handle;
    private final MethodHandle name;
    private final MethodHandle uuid;
    private final MethodHandle memory;
    private final MethodHandle utilization;
    private final @Nullable MethodHandle temperature;
    private final @Nullable MethodHandle power;
    private final MethodHandle driver;
    private final MethodHandle cuda;

    Nvml(SymbolLookup library) throws GpusUnreadable {
        count = function(library, "nvmlDeviceGetCount_v2", ADDRESS);
        handle = function(library, "nvmlDeviceGetHandleByIndex_v2", JAVA_INT, ADDRESS);
        name = function(library, "nvmlDeviceGetName", ADDRESS, ADDRESS, JAVA_INT);
        uuid = function(library, "nvmlDeviceGetUUID", ADDRESS, ADDRESS, JAVA_INT);
        memory = function(library, "nvmlDeviceGetMemoryInfo", ADDRESS, ADDRESS);
        utilization = function(library, "nvmlDeviceGetUtilizationRates", ADDRESS, ADDRESS);
        temperature = sensor(library, "nvmlDeviceGetTemperature", ADDRESS, JAVA_INT, ADDRESS);
        power = sensor(library, "nvmlDeviceGetPowerUsage", ADDRESS, ADDRESS);
        driver = function(library, "nvmlSystemGetDriverVersion", ADDRESS, JAVA_INT);
        cuda = function(library, "nvmlSystemGetCudaDriverVersion", ADDRESS);
        require(call(function(library, "nvmlInit_v2")), "nvmlInit_v2");
    }

    List<Gpu> gpus() throws GpusUnreadable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            require(call(count, number), "nvmlDeviceGetCount_v2");
            String driverVersion = driver(arena);
            String cudaVersion = cuda(arena);
            List<Gpu> gpus = new ArrayList<>();
            for (int i = 0; i < number.get(JAVA_INT, 0); i++) {
                MemorySegment device = arena.allocate(ADDRESS);
                require(call(handle, i, device), "nvmlDeviceGetHandleByIndex_v2");
                gpus.add(gpu(arena, device.get(ADDRESS, 0), driverVersion, cudaVersion));
            }
            return gpus;
        }
    }

    private Gpu gpu(Arena arena, MemorySegment device, String driverVersion, String cudaVersion) throws GpusUnreadable {
        MemorySegment bytes = arena.allocate(MEMORY);
        boolean known = call(memory, device, bytes) == SUCCESS;
        MemorySegment percent = arena.allocate(UTILIZATION);
        boolean measured = call(utilization, device, percent) == SUCCESS;
        MemorySegment degrees = arena.allocate(JAVA_INT);
        boolean felt = temperature != null && call(temperature, device, OF_THE_CHIP, degrees) == SUCCESS;
        MemorySegment milliwatts = arena.allocate(JAVA_INT);
        boolean metered = power != null && call(power, device, milliwatts) == SUCCESS;
        return new Gpu(
                text(arena, name, device),
                text(arena, uuid, device),
                known ? bytes.getAtIndex(JAVA_LONG, 0) / MIB : -1,
                known ? bytes.getAtIndex(JAVA_LONG, 2) / MIB : -1,
                measured ? percent.getAtIndex(JAVA_INT, 0) : -1,
                felt ? degrees.get(JAVA_INT, 0) : null,
                metered ? milliwatts.get(JAVA_INT, 0) / 1000.0 : null,
                driverVersion,
                cudaVersion);
    }

    private String driver(Arena arena) throws GpusUnreadable {
        MemorySegment text = arena.allocate(TEXT);
        return call(driver, text, TEXT) == SUCCESS ? text.getString(0) : "";
    }

    /** NVML writes 12040 for CUDA 12.4. */
    private String cuda(Arena arena) throws GpusUnreadable {
        MemorySegment version = arena.allocate(JAVA_INT);
        if (call(cuda, version) != SUCCESS) {
            return "";
        }
        int number = version.get(JAVA_INT, 0);
        return number / 1000 + "." + number % 1000 / 10;
    }

    private static String text(Arena arena, MethodHandle function, MemorySegment device) throws GpusUnreadable {
        MemorySegment text = arena.allocate(TEXT);
        require(call(function, device, text, TEXT), "a text query");
        return text.getString(0);
    }

    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... arguments)
            throws GpusUnreadable {
        MemorySegment symbol = library.find(name).orElseThrow(() -> new GpusUnreadable("the library lacks " + name));
        return Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** A library without it still describes its GPUs. */
    private static @Nullable MethodHandle sensor(SymbolLookup library, String name, MemoryLayout... arguments)
            throws GpusUnreadable {
        return library.find(name).isPresent() ? function(library, name, arguments) : null;
    }

    private static int call(MethodHandle function, Object... arguments) throws GpusUnreadable {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new GpusUnreadable("call failed: " + e);
        }
    }

    private static void require(int status, String function) throws GpusUnreadable {
        if (status != SUCCESS) {
            throw new GpusUnreadable(function + " answered " + status);
        }
    }
}
