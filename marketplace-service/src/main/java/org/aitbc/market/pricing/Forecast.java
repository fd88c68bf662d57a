package org.aitbc.market.pricing;

/**
 * Exponential smoothing with a damped trend (Gardner and McKenzie, 1985), for a series of equal steps. Its error is measured
 * on the series itself: from each point of the past the same distance ahead was forecast, and compared with what came.
 */
final class Forecast {

    static final String METHOD = "damped trend exponential smoothing, alpha 0.5, beta 0.1, phi 0.9";

    private static final double ALPHA = 0.5;
    private static final double BETA = 0.1;
    private static final double PHI = 0.9;
    /** Points that are needed before the first forecast is judged. */
    private static final int WARM_UP = 3;

    private double level;
    private double trend;

    private Forecast(double first) {
        level = first;
    }

    /** @param series at least one value */
    static Forecast of(double[] series) {
        Forecast forecast = new Forecast(series[0]);
        for (int i = 1; i < series.length; i++) {
            forecast.add(series[i]);
        }
        return forecast;
    }

    /**
     * The mean absolute error of forecasts so many steps ahead, as a share of what came.
     *
     * @return not a number where the past is too short to tell
     */
    static double error(double[] series, int steps) {
        double sum = 0;
        int judged = 0;
        Forecast forecast = of(new double[] {series[0]});
        for (int now = 1; now + steps < series.length; now++) {
            forecast.add(series[now]);
            double came = series[now + steps];
            if (now >= WARM_UP && came > 0) {
                sum += Math.abs(forecast.ahead(steps) - came) / came;
                judged++;
            }
        }
        return judged == 0 ? Double.NaN : sum / judged;
    }

    /** 1 less the error so many steps ahead; 0 where the past is too short. */
    static double accuracy(double[] series, int steps) {
        double error = error(series, steps);
        return Double.isNaN(error) ? 0 : Math.max(0, 1 - error);
    }

    /** Never below zero: it is a price. */
    double ahead(int steps) {
        double damped = PHI * (1 - Math.pow(PHI, steps)) / (1 - PHI);
        return Math.max(0, level + damped * trend);
    }

    private void add(double value) {
        double before = level;
        level = ALPHA * value + (1 - ALPHA) * (before + PHI * trend);
        trend = BETA * (level - before) + (1 - BETA) * PHI * trend;
    }
}
