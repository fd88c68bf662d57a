package org.aitbc.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * One of those that are compared at some work.
 *
 * @param warmUp rounds that are played and forgotten
 * @param processes which stand still while another is measured
 */
record Contender(String name, int warmUp, List<ProcessHandle> processes, Play play) {

    /** One round of the work; answers its figures by name. */
    interface Play {
        Map<String, Double> round() throws Exception;
    }

    /** Plays a round with its processes awake. */
    Map<String, Double> round() throws Exception {
        Standstill.end(processes);
        try {
            return play.round();
        } finally {
            Standstill.begin(processes);
        }
    }
}
