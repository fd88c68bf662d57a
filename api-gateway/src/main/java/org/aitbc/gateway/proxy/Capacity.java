package org.aitbc.gateway.proxy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many callers the gateway holds a connection with at once, and at most as many to each service: what its heap and its
 * files allow.
 */
@Component
public final class Capacity {

    /** What a caller takes whose request waits at a service: both connections, see docs/performance.md. */
    private static final int CALLER = 8 << 10;
    /** In a heap that services share. */
    private static final int SHARE = 2;

    private final int callers;

    @Autowired
    Capacity(ProxyProperties properties) {
        this(Runtime.getRuntime().maxMemory(), files(), properties.maxConnections());
    }

    Capacity(long heap, long files, int most) {
        // two files each, and a tenth is left for the rest
        callers = (int) Math.min(most, Math.min(heap / SHARE / CALLER, files / 20 * 9));
    }

    public int callers() {
        return callers;
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
