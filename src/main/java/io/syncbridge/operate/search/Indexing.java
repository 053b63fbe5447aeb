package io.syncbridge.operate.search;

import io.syncbridge.definition.Definitions;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.SearchTexts.Agreed;
import io.syncbridge.store.SearchTexts.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Keeps what is searched, behind the changes and beside them, so that no change waits for it: what the log names within seconds,
 * and all things again and again, for what the log does not name.
 */
@ApplicationScoped
public class Indexing {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int LOG_ROWS = 5_000;
    private static final int AT_ONCE = 500;
    private static final int PAGES_AT_FIRST = 10;

    private final Definitions definitions;
    private final SearchTexts texts;
    private final String instance;
    private final Clock clock;
    private boolean indexed;

    public Indexing(Definitions definitions, SearchTexts texts, Instance instance, Clock clock) {
        this.definitions = definitions;
        this.texts = texts;
        this.instance = instance.name();
        this.clock = clock;
    }

    /** Goes a little further, where it is this instance that does it; called by one thread. */
    public void go() {
        if (!indexed) {
            texts.index();
            indexed = true;
        }
        texts.claim(instance, clock.instant(), LEASE).ifPresent(this::goOn);
    }

    private void goOn(Position position) {
        Position reached = sweep(follow(position));
        if (!reached.equals(position)) {
            texts.move(reached);
        }
    }

    /** A log that was there before is not followed: all things are gone through then. */
    private Position follow(Position position) {
        long last = texts.lastLogId();
        long from = position.logId() == null ? last : position.logId();
        long until = Math.min(last, from + LOG_ROWS);
        List<String> changed = until > from ? texts.changed(from, until) : List.of();
        for (int i = 0; i < changed.size(); i += AT_ONCE) {
            save(texts.of(changed.subList(i, Math.min(changed.size(), i + AT_ONCE))));
        }
        return new Position(Math.max(from, until), position.syncId(), position.sync(), position.complete());
    }

    private Position sweep(Position start) {
        Position position = start;
        for (int page = 0; page < (start.complete() ? 1 : PAGES_AT_FIRST); page++) {
            List<Agreed> next = texts.after(position, AT_ONCE);
            save(next);
            if (next.size() < AT_ONCE) {
                return new Position(position.logId(), "", "", true);
            }
            Agreed last = next.get(next.size() - 1);
            position = new Position(position.logId(), last.syncId(), last.sync(), position.complete());
        }
        return position;
    }

    /** What is private is known only of syncs that are defined. */
    private void save(Collection<Agreed> things) {
        texts.save(things.stream().flatMap(thing -> definitions.find(thing.sync()).stream()
                .map(sync -> SearchQuery.text(thing.sync(), thing.syncId(), thing.base(), sync.privateFields()))).toList());
    }
}
