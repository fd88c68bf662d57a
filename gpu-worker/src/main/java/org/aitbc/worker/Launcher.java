package org.aitbc.worker;

/** The jar's main class. It is compiled for Java 8, so that an older Java can say what it lacks. */
public final class Launcher {

    private static final int NEEDED = 25;

    private Launcher() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        String complaint = complaint(System.getProperty("java.specification.version", ""));
        if (!complaint.isEmpty()) {
            System.err.println(complaint);
            System.exit(2);
        }
        Class.forName("org.springframework.boot.loader.launch.JarLauncher")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }

    /** What is wrong with a version such as 17, or 1.8 as it was written once; else nothing. */
    static String complaint(String version) {
        String found = version.replaceFirst("^1\\.", "");
        return Integer.parseInt(found) < NEEDED ? "gpu-worker needs Java " + NEEDED + ", found " + found : "";
    }
}
