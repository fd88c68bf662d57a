package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;

/** Somebody who trades or votes, and repeats each request until it is answered. */
abstract sealed class Member implements AutoCloseable permits Trader, Voter {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Answer BROKEN_OFF = new Answer(0, "");

    final Principal who;
    final History history;
    final Random random;
    final HttpConnection connection;

    Member(Principal who, int port, History history, Random random) {
        this.who = who;
        this.history = history;
        this.random = random;
        this.connection = new HttpConnection(port, who.headers(), TIMEOUT);
    }

    interface Request {
        Answer send() throws IOException;
    }

    /** Goes on until it is over. */
    abstract void run(BooleanSupplier over) throws InterruptedException;

    /** What it is answered in the end; anything but these statuses and those of a suite that is broken is noted. */
    Answer ask(String what, Request request, int... known) throws InterruptedException {
        while (true) {
            Answer told = once(request);
            if (told.status() != 0 && told.status() != 503 && told.status() != 504) {
                note(what, told, known);
                return told;
            }
            Pause.between(random, 50, 150);
        }
    }

    private void note(String what, Answer told, int... known) {
        for (int one : known) {
            if (told.status() == one) {
                return;
            }
        }
        history.unexpected().add(who.name() + " " + what + " was answered " + told);
    }

    private static Answer once(Request request) {
        try {
            return request.send();
        } catch (IOException e) {
            return BROKEN_OFF;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
