package io.syncbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured in this run: printed and written to {@code target/bench/results.md} with every figure that comes in. */
final class Report {

    static final double SCALE = Double.parseDouble(System.getProperty("bench.scale", "1"));

    private static final Path FILE = Path.of("target/bench/results.md");

    private static final List<Figure> FIGURES = new ArrayList<>();

    /** @param more whether more is better */
    private record Figure(String benchmark, String contender, double value, String unit, boolean more) {
    }

    private Report() {
    }

    /** A number of rows or updates, at the scale of this run. */
    static int sized(int full) {
        return Math.max(100, (int) (full * SCALE));
    }

    /** Notes how much was done in a second. */
    static void rate(String benchmark, String contender, int done, long nanos, String unit) {
        add(new Figure(benchmark, contender, done * 1e9 / nanos, unit + "/s", true));
    }

    /** Notes something of which less is better, such as a time or memory. */
    static void cost(String benchmark, String contender, double value, String unit) {
        add(new Figure(benchmark, contender, value, unit, false));
    }

    private static synchronized void add(Figure figure) {
        FIGURES.add(figure);
        var text = new StringBuilder("Scale " + SCALE + ", " + Runtime.getRuntime().availableProcessors() + " processors.\n\n"
                + "| benchmark | contender | measured | bridge : contender |\n|---|---|---|---|\n");
        FIGURES.forEach(one -> text.append(String.format(Locale.ROOT, "| %s | %s | %,.1f %s | %s |%n", one.benchmark(), one.contender(),
                one.value(), one.unit(), ratio(one))));
        System.out.printf(Locale.ROOT, "Bench: %s, %s: %,.1f %s%n", figure.benchmark(), figure.contender(), figure.value(), figure.unit());
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** How many times better the bridge was. */
    private static String ratio(Figure other) {
        return FIGURES.stream().filter(figure -> figure.contender().equals("bridge")
                        && figure.benchmark().equals(other.benchmark()) && figure.unit().equals(other.unit())).findFirst()
                .map(bridge -> String.format(Locale.ROOT, "%.2f", other.more() ? bridge.value() / other.value() : other.value() / bridge.value()))
                .orElse("");
    }
}
