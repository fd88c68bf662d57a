package org.aitbc.standalone.suite;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.aitbc.standalone.machine.PrivateFile;
import org.aitbc.standalone.machine.Refused;

/** The API keys of a suite on one machine, one for each role, kept in a file that a shell can read. */
public record SuiteKeys(String client, String miner, String admin) {

    private static final String CLIENT = "CLIENT_API_KEY";
    private static final String MINER = "MINER_API_KEY";
    private static final String ADMIN = "ADMIN_API_KEY";

    /** The keys in the file, which is made at first use. */
    static SuiteKeys kept(Path file) {
        try {
            if (!Files.exists(file)) {
                PrivateFile.write(file, """
                        # Made at the first start. Send one as X-Api-Key.
                        %s=%s
                        %s=%s
                        %s=%s
                        """.formatted(
                                CLIENT,
                                PrivateFile.randomSecret(),
                                MINER,
                                PrivateFile.randomSecret(),
                                ADMIN,
                                PrivateFile.randomSecret()));
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return new SuiteKeys(
                    require(lines, CLIENT, file), require(lines, MINER, file), require(lines, ADMIN, file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String require(Properties lines, String name, Path file) {
        String key = lines.getProperty(name, "").strip();
        if (key.isEmpty()) {
            throw new Refused(file + " has no " + name + ": put one in, or delete the file to have new keys made");
        }
        return key;
    }
}
