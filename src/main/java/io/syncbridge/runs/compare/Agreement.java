package io.syncbridge.runs.compare;

import java.util.Locale;
import java.util.Map;

/**
 * How far the systems agree, by the tally of a comparison.
 *
 * @param things how many there are
 * @param differing how many of them the systems hold differently though the definition does not let them
 */
public record Agreement(long things, long differing) {

    static final String AGREE = "agree";

    public static Agreement of(Map<String, Long> tally) {
        long things = tally.values().stream().mapToLong(Long::longValue).sum();
        return new Agreement(things, things - tally.getOrDefault(AGREE, 0L) - tally.getOrDefault(Cause.ALLOWED.word(), 0L));
    }

    /** Returns the share that agrees, from 0 to 1; 1 where there is nothing. */
    public double getShare() {
        return things == 0 ? 1 : (things - differing) / (double) things;
    }

    /** Rounds down, so that 100% means all. */
    @Override
    public String toString() {
        String percent = String.format(Locale.ROOT, "%.2f", Math.floor(getShare() * 10_000) / 100);
        return (percent.endsWith(".00") ? percent.substring(0, percent.length() - 3) : percent) + "% of " + things + " agree"
                + (differing == 0 ? "." : "; " + differing + (differing == 1 ? " differs." : " differ."));
    }
}
