package org.aitbc.worker.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.receipt.SigningKey;
import org.jspecify.annotations.Nullable;

/** What a worker keeps between runs: its id and its signing key. */
public record WorkerState(String minerId, SigningKey key) {

    private static final int LONGEST_HOST = 40;
    // a channel that is garbage collected gives up its lock
    private static final Set<FileChannel> HELD = ConcurrentHashMap.newKeySet();

    /** Reads the folder, and makes what is missing. A given id is not kept. */
    public static WorkerState in(Path folder, @Nullable String givenId) {
        SigningKey key = SigningKey.kept(folder.resolve("worker.key"));
        return new WorkerState(givenId == null ? keptId(folder.resolve("miner-id")) : givenId, key);
    }

    /** Whether no other worker runs as this miner from the same folder: each would give back the other's jobs. */
    public boolean lock(Path folder) {
        try {
            Path file = folder.resolve(minerId.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean free = channel.tryLock() != null;
            HELD.add(channel);
            return free;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }

    private static String keptId(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, newId() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the miner id in " + file, e);
        }
    }

    private static String newId() throws IOException {
        byte[] suffix = new byte[4];
        new SecureRandom().nextBytes(suffix);
        String host = InetAddress.getLocalHost()
                .getHostName()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-");
        return host.substring(0, Math.min(host.length(), LONGEST_HOST))
                + "-"
                + HexFormat.of().formatHex(suffix);
    }
}
