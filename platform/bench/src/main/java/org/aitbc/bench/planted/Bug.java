package org.aitbc.bench.planted;

/**
 * A bug to plant: one edit of one source file, and the test that must fail with it.
 *
 * @param name by which it can be asked for
 * @param what is wrong with it, as a sentence without a full stop
 * @param file from the root of the checkout
 * @param replace the text to replace; it is in the file exactly once
 * @param by what
 */
record Bug(String name, String what, String file, String replace, String by, NamedTest caughtBy) {

    /** The source with the bug in it. @throws IllegalStateException when the text to replace is not there exactly once */
    String plantedIn(String source) {
        int at = source.indexOf(replace);
        if (at < 0 || source.indexOf(replace, at + 1) >= 0) {
            throw new IllegalStateException(
                    name + ": " + (at < 0 ? "not found" : "found more than once") + " in " + file);
        }
        return source.substring(0, at) + by + source.substring(at + replace.length());
    }

    /** A row of the table in docs/planted-bugs.md. */
    String row() {
        return "| " + what + " (`" + name + "`) | `" + caughtBy.shown() + "` |";
    }

    /** The folder of the module whose code it is in. */
    String module() {
        return file.substring(0, file.indexOf("/src/main/"));
    }

    boolean isJava() {
        return file.endsWith(".java");
    }
}
