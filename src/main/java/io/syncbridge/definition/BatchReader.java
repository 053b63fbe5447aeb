package io.syncbridge.definition;

import io.syncbridge.definition.QuietHours.Span;
import io.syncbridge.definition.SyncDefinition.Batch;
import io.syncbridge.definition.SyncDefinition.Rest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code batch}: how changes are collected, left to rest, and kept back in quiet hours. */
final class BatchReader {

    private final Node.Entries batch;
    private final List<String> systems;
    private final Problems problems;

    BatchReader(Node.Entries file, Scope scope) {
        this.batch = file.section("batch");
        this.systems = scope.systems();
        this.problems = scope.problems();
    }

    Batch read() {
        Duration every = batch.text("every").flatMap(SettingsReader::duration).orElse(Duration.ZERO);
        int size = SettingsReader.number(batch, "size").map(Number::intValue).orElse(Specification.BATCH_SIZE);
        return new Batch(every, size, rests(), quiet());
    }

    private Map<String, Rest> rests() {
        var rests = new LinkedHashMap<String, Rest>();
        Optional<Duration> longest = batch.text("longest").flatMap(SettingsReader::duration);
        for (String system : systems) {
            settle(system).filter(settle -> !settle.isZero()).ifPresent(settle -> rests.put(system,
                    new Rest(settle, longest.orElse(settle.multipliedBy(Specification.LONGEST_SETTLES)))));
        }
        longest.ifPresent(most -> check(most, rests));
        return rests;
    }

    private Optional<Duration> settle(String system) {
        return batch.get("settle").flatMap(node -> new Shape.BySystem(Specification.duration()).pick(node, system, Set.copyOf(systems)))
                .flatMap(Node::asText).flatMap(SettingsReader::duration);
    }

    private void check(Duration longest, Map<String, Rest> rests) {
        if (rests.isEmpty()) {
            problems.report("useless-key", batch.placeOf("longest"), "`batch.longest` limits how long a record rests, and none does.",
                    "Remove it, or add `settle`.");
        } else if (rests.values().stream().anyMatch(rest -> rest.settle().compareTo(longest) > 0)) {
            problems.report("contradiction", batch.placeOf("longest"), "`batch.longest` is shorter than `settle`, so that no record could rest.",
                    "Make it longer than `settle`; several times as long is usual.");
        }
    }

    private QuietHours quiet() {
        List<Span> spans = spans();
        if (batch.get("quiet").isEmpty() && batch.get("zone").isPresent()) {
            problems.report("useless-key", batch.placeOf("zone"), "`batch.zone` says whose times `quiet` means, and there is no `quiet`.",
                    "Remove it, or add `quiet`.");
        }
        if (spans.isEmpty()) {
            return QuietHours.NONE;
        }
        var quiet = new QuietHours(spans, zone());
        if (!quiet.leaveTime()) {
            problems.report("never-open", batch.placeOf("quiet"), "`batch.quiet` leaves no time of the day to deliver in.",
                    "Make it shorter. To stop a sync altogether, pause it.");
        }
        return quiet;
    }

    private List<Span> spans() {
        Stream<Node> written = batch.get("quiet").stream()
                .flatMap(node -> node instanceof Node.Items list ? list.items().stream() : Stream.of(node));
        return written.flatMap(node -> node.asText().stream()).flatMap(text -> Span.parse(text).stream()).toList();
    }

    private ZoneId zone() {
        Optional<String> name = batch.text("zone");
        if (name.isEmpty()) {
            problems.report("missing-key", batch.placeOf("quiet"), "`batch.quiet` does not say whose times of day it means.",
                    "Add `zone`, for example `zone: Europe/Berlin` or `zone: UTC`.");
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name.get());
        } catch (DateTimeException e) {
            problems.report("wrong-value", batch.placeOf("zone"), "`batch.zone` cannot be `" + name.get() + "`: there is no such time zone.",
                    DidYouMean.nearest(name.get(), ZoneId.getAvailableZoneIds()).map(near -> "Did you mean `" + near + "`?")
                            .orElse("Give a name such as `Europe/Berlin` or `UTC`."));
            return ZoneOffset.UTC;
        }
    }
}
