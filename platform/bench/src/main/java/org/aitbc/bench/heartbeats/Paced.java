package org.aitbc.bench.heartbeats;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.aitbc.bench.jobs.Crew;

/** A member that does no more than so many jobs a second, from its first round on. */
final class Paced implements Crew.Member {

    private final Crew.Member member;
    private final double perSecond;
    private long start;
    private long done;

    Paced(Crew.Member member, double perSecond) {
        this.member = member;
        this.perSecond = perSecond;
    }

    @Override
    public int run() throws IOException {
        if (done == 0) {
            start = System.nanoTime();
        }
        try {
            Thread.sleep(Math.max(0, (long) (done / perSecond * 1e9 - (System.nanoTime() - start)) / 1_000_000));
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        int jobs = member.run();
        done += jobs;
        return jobs;
    }

    @Override
    public void close() throws IOException {
        member.close();
    }
}
