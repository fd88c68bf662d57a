package org.aitbc.worker.doctor;

/** One line of the doctor's table. */
record Finding(Verdict verdict, String what, String detail) {

    enum Verdict {
        OK,
        NOTE,
        FAIL
    }

    static Finding ok(String what, String detail) {
        return new Finding(Verdict.OK, what, detail);
    }

    /** Something that is not there and need not be. */
    static Finding note(String what, String detail) {
        return new Finding(Verdict.NOTE, what, detail);
    }

    static Finding fail(String what, String detail) {
        return new Finding(Verdict.FAIL, what, detail);
    }

    String line() {
        return String.format("%-4s  %-24s %s", verdict, what, detail);
    }
}
