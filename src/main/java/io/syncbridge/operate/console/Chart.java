package io.syncbridge.operate.console;

import io.syncbridge.store.SyncLog.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of the sync log in the last hours, as the bars of a small chart {@value #WIDTH} wide and {@value #HEIGHT} high.
 *
 * @param words the same in words
 */
public record Chart(List<Bar> bars, long most, String words) {

    static final int HOURS = 24;
    static final int WIDTH = 240;
    static final int HEIGHT = 48;

    private static final List<Status> FROM_BELOW = List.of(Status.SUCCESS, Status.SKIPPED, Status.CONFLICT, Status.FAILED);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:00").withZone(ZoneOffset.UTC);

    /** A piece of a bar: {@code kind} is the status, {@code title} what a pointer over it tells. */
    public record Bar(double x, double y, double width, double height, String kind, String title) {
    }

    static Chart of(Map<Instant, Map<Status, Long>> hourly, Instant now) {
        Instant first = first(now);
        long most = hourly.values().stream().mapToLong(Chart::sum).max().orElse(0);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < HOURS; i++) {
            Instant hour = first.plus(i, ChronoUnit.HOURS);
            stack(bars, i, hour, hourly.getOrDefault(hour, Map.of()), Math.max(most, 1));
        }
        long all = hourly.values().stream().mapToLong(Chart::sum).sum();
        return new Chart(bars, most, all + " log rows in the last " + HOURS + " hours, at most " + most + " in one hour");
    }

    /** The beginning of the first hour that is shown. */
    static Instant first(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
    }

    private static void stack(List<Bar> bars, int place, Instant hour, Map<Status, Long> counts, long most) {
        double width = (double) WIDTH / HOURS;
        double top = HEIGHT;
        for (Status status : FROM_BELOW) {
            long number = counts.getOrDefault(status, 0L);
            if (number > 0) {
                double height = Math.max(1.5, (double) HEIGHT * number / most);
                top -= height;
                String kind = status.name().toLowerCase(Locale.ROOT);
                bars.add(new Bar(round(place * width + 1), round(Math.max(0, top)), round(width - 2), round(height), kind,
                        HOUR.format(hour) + " " + kind + ": " + number));
            }
        }
    }

    private static long sum(Map<Status, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
