package io.syncbridge.operate.notify;

import io.syncbridge.operate.notify.Message.Line;
import io.syncbridge.store.Notifications.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a receiver is to be told, by what is and by what it knows.
 *
 * @param lines what it is to be told now, what begins before what is over
 * @param seen what is to be remembered while it has not been told
 * @param told what is to be remembered when it has
 */
record Digest(List<Line> lines, List<Notice> seen, List<Notice> told) {

    /** How long a receiver has peace from ever more of the same. */
    static final Duration MORE = Duration.ofHours(1);

    private record Key(Topic topic, String subject) {
    }

    /**
     * @param known what is remembered of the receiver
     * @param after how long something lasts, or is over, before it is told
     */
    static Digest of(List<Fact> facts, List<Notice> known, Duration after, Instant now) {
        Map<Key, Fact> holding = facts.stream().collect(Collectors.toMap(fact -> new Key(fact.topic(), fact.subject()), fact -> fact, (one, other) -> one,
                LinkedHashMap::new));
        Map<Key, Notice> before = known.stream().collect(Collectors.toMap(notice -> new Key(Topic.valueOf(notice.topic()), notice.subject()),
                notice -> notice, (one, other) -> one, LinkedHashMap::new));
        List<Notice> seen = Stream.concat(holding.values().stream().map(fact -> seen(fact, before.get(new Key(fact.topic(), fact.subject())), now)),
                before.entrySet().stream().filter(entry -> !holding.containsKey(entry.getKey())).map(entry -> over(entry.getKey(), entry.getValue(), now))
                        .filter(Objects::nonNull)).toList();
        var lines = new ArrayList<Line>();
        var told = new ArrayList<Notice>();
        for (Notice notice : seen) {
            Topic topic = Topic.valueOf(notice.topic());
            if (notice.overSince() != null && !notice.overSince().plus(after).isAfter(now)) {
                lines.add(new Line(topic, notice.subject(), topic.over(notice.subject()).orElseThrow(), notice.path(), true));
            } else if (notice.overSince() == null && isDue(notice, after, now)) {
                lines.add(new Line(topic, notice.subject(), notice.text(), notice.path(), false));
                told.add(new Notice(notice.topic(), notice.subject(), notice.text(), notice.path(), notice.number(), notice.number(),
                        notice.since(), now, null));
            } else {
                told.add(notice);
            }
        }
        lines.sort(Comparator.comparing(Line::isOver));
        return new Digest(List.copyOf(lines), seen, List.copyOf(told));
    }

    private static boolean isDue(Notice notice, Duration after, Instant now) {
        return notice.toldAt() == null ? !notice.since().plus(after).isAfter(now)
                : notice.number() > notice.toldNumber() && !notice.toldAt().plus(MORE).isAfter(now);
    }

    private static Notice seen(Fact fact, Notice before, Instant now) {
        return before == null
                ? new Notice(fact.topic().name(), fact.subject(), fact.text(), fact.path(), fact.number(), null, now, null, null)
                : new Notice(before.topic(), before.subject(), fact.text(), fact.path(), fact.number(),
                        before.toldNumber() == null ? null : Math.min(before.toldNumber(), fact.number()), before.since(), before.toldAt(), null);
    }

    /** Nobody needs to hear of what is over before it was told, nor of the end of what a person has ended. */
    private static Notice over(Key key, Notice notice, Instant now) {
        return notice.toldAt() == null || key.topic().over(key.subject()).isEmpty() ? null
                : new Notice(notice.topic(), notice.subject(), notice.text(), notice.path(), notice.number(), notice.toldNumber(),
                        notice.since(), notice.toldAt(), notice.overSince() == null ? now : notice.overSince());
    }
}
