package io.syncbridge.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;

/** Reads {@code limits}, and the values that settings have in common; what has the wrong shape is passed over here. */
final class SettingsReader {

    private SettingsReader() {
    }

    static SyncDefinition.Limits limits(Node.Entries file) {
        Node.Entries limits = file.section("limits");
        return new SyncDefinition.Limits(limit(limits, "deletes"), limit(limits, "blanks"));
    }

    private static SyncDefinition.Limit limit(Node.Entries limits, String of) {
        Node.Entries section = limits.section(of);
        Double percent = number(section, "percent").map(Number::doubleValue)
                .or(() -> limits.text(of).flatMap(SettingsReader::percent)).orElse(Specification.LIMIT_PERCENT);
        boolean off = limits.text(of).filter("none"::equals).isPresent();
        return new SyncDefinition.Limit(off ? null : percent,
                number(section, "count").map(Number::intValue).orElse(Specification.LIMIT_COUNT));
    }

    static Optional<Duration> duration(String text) {
        Matcher parts = Specification.DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(parts.group(1));
        return Optional.of(switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        });
    }

    private static Optional<Double> percent(String text) {
        Matcher parts = Specification.PERCENT.matcher(text);
        return parts.matches() ? Optional.of(Double.valueOf(parts.group(1))) : Optional.empty();
    }

    static Optional<Number> number(Node.Entries section, String key) {
        return section.get(key).map(Node::plain).filter(Number.class::isInstance).map(Number.class::cast);
    }
}
