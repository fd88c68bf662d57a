package org.aitbc.standalone.demo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How alike two sentences are: the cosine of the angle between their vectors, 1 for the same meaning. */
record Similarity(String one, String other, double cosine) {

    /** Every pair of sentences, the most alike first. */
    static List<Similarity> of(List<String> sentences, List<double[]> vectors) {
        return IntStream.range(0, sentences.size())
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, sentences.size())
                        .mapToObj(j -> new Similarity(
                                sentences.get(i), sentences.get(j), angle(vectors.get(i), vectors.get(j)))))
                .sorted(Comparator.comparing(Similarity::cosine, Comparator.reverseOrder()))
                .toList();
    }

    private static double angle(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
