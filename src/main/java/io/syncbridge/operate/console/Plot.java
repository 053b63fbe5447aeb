package io.syncbridge.operate.console;

import io.syncbridge.operate.history.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A span of time as bars, drawn {@value #WIDTH} wide and {@value #HEIGHT} high.
 *
 * @param most the highest bar, as people read it; {@code null} where there is none
 * @param words the same in words
 */
public record Plot(String title, List<Bar> bars, List<Mark> marks, String most, String words) {

    static final int WIDTH = 720;
    static final int HEIGHT = 110;

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:00").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

    /** A piece of a bar: {@code kind} is its colour, {@code title} what a pointer over it says. */
    public record Bar(double x, double y, double width, double height, String kind, String title) {
    }

    /** A time below the bars. */
    public record Mark(double x, String anchor, String text) {
    }

    /**
     * One of the numbers that are put on top of one another.
     *
     * @param kind its colour
     * @param value of a step; {@code null} for none
     */
    record Series<T>(String kind, String name, Function<T, Long> value) {
    }

    /** @param shown how a number is written */
    static <T> Plot of(String title, Span span, List<T> steps, Function<T, Instant> at, List<Series<T>> series, LongFunction<String> shown) {
        long most = steps.stream().mapToLong(step -> series.stream().mapToLong(one -> value(one, step)).sum()).max().orElse(0);
        double width = (double) WIDTH / steps.size();
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < steps.size(); i++) {
            double top = HEIGHT;
            for (Series<T> one : series) {
                long number = value(one, steps.get(i));
                if (number > 0) {
                    double height = Math.max(1.5, (double) HEIGHT * number / most);
                    top -= height;
                    bars.add(new Bar(round(i * width + 1), round(Math.max(0, top)), round(width - 2), round(height), one.kind(),
                            time(span, at.apply(steps.get(i))) + " " + one.name() + ": " + shown.apply(number)));
                }
            }
        }
        List<Mark> marks = Stream.of(new Mark(0, "start", time(span, at.apply(steps.get(0)))),
                new Mark(WIDTH / 2.0, "middle", time(span, at.apply(steps.get(steps.size() / 2)))), new Mark(WIDTH, "end", "now")).toList();
        String words = most == 0 ? title + ": none in the last " + span.word()
                : title + " in the last " + span.word() + ": at most " + shown.apply(most) + " at a time";
        return new Plot(title, List.copyOf(bars), marks, most == 0 ? null : shown.apply(most), words);
    }

    private static <T> long value(Series<T> series, T step) {
        Long value = series.value().apply(step);
        return value == null ? 0 : value;
    }

    static String time(Span span, Instant at) {
        return (span == Span.MONTH ? DAY : HOUR).format(at);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** The same numbers as rows of a table. */
    public record Numbers(List<String> headings, List<List<String>> rows) {

        /** Returns a row for each step with a number, the newest first. */
        static <T> Numbers of(Span span, List<T> steps, Function<T, Instant> at, List<Series<T>> columns) {
            List<List<String>> rows = IntStream.iterate(steps.size() - 1, i -> i >= 0, i -> i - 1).mapToObj(steps::get)
                    .filter(step -> columns.stream().anyMatch(column -> value(column, step) > 0))
                    .map(step -> Stream.concat(Stream.of(time(span, at.apply(step))),
                            columns.stream().map(column -> column.value().apply(step) == null ? "–" : column.value().apply(step).toString())).toList()).toList();
            return new Numbers(Stream.concat(Stream.of("From (UTC)"), columns.stream().map(Series::name)).toList(), rows);
        }
    }
}
