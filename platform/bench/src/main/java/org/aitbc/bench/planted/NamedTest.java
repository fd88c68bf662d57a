package org.aitbc.bench.planted;

/**
 * A test, written as {@code module class} or {@code module class#method}; nested classes by their binary name.
 *
 * @param module its folder
 * @param selector {@code class} or {@code class#method}
 */
record NamedTest(String module, String selector) {

    static NamedTest parse(String text) {
        int space = text.indexOf(' ');
        return new NamedTest(text.substring(0, space), text.substring(space + 1).strip());
    }

    /** How JUnit's console is asked for it. */
    String option() {
        return (selector.contains("#") ? "--select-method=" : "--select-class=") + selector;
    }

    /** As people write it: without packages. */
    String shown() {
        int hash = selector.indexOf('#');
        String type = hash < 0 ? selector : selector.substring(0, hash);
        String method = hash < 0 ? "" : "." + selector.substring(hash + 1).replaceAll("\\(.*", "");
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + method;
    }
}
