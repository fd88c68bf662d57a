package org.aitbc.worker.doctor;

/** One line of the doctor's table. */
record Finding(Verdict verdict, String what, String detail) {

    enum Verdict {
        OK,
        NOTE,
        SKIP,
        FAIL
    }

    static Finding ok(String what, String detail) {
        return new Finding(Verdict.OK, what, detail);
    }

    /** Something that is not there and need not be. */
    static Finding note(String what, String detail) {
        return new Finding(Verdict.NOTE, what, detail);
    }

    /** Something that was not looked at. */
    static Finding skip(String what, String detail) {
        return new Finding(Verdict.SKIP, what, detail);
    }

    static Finding fail(String what, String detail) {
        return new Finding(Verdict.FAIL, what, detail);
    }

    String line() {
        return String.format("%-4s  %-24s %s", verdict, what, detail);
    }
}
