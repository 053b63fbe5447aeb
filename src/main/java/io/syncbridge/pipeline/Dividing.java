package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Handler;

/**
 * Divides a large batch, once it is decided what to do, into parts that are written and settled at the same time: while one
 * waits for a database, another one works. Things have nothing to do with one another by then, so that each part may fail by
 * itself; where they may have, the batch stays whole. The first part holds what is about no thing.
 */
@ApplicationScoped
@Unremovable
public class Dividing {

    /** A part has to be worth a transaction of its own. */
    static final int LEAST = 250;

    private static final int MOST = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    @Handler
    public List<Decided> divide(Decided decided) {
        Batch batch = decided.batch();
        List<String> things = List.copyOf(batch.touched());
        int number = Math.min(MOST, things.size() / LEAST);
        if (number < 2 || !batch.isDivisible()) {
            return List.of(decided);
        }
        List<Set<String>> others = IntStream.range(1, number).mapToObj(part -> share(things, part, number)).toList();
        Set<String> elsewhere = others.stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<Decided> parts = Stream.concat(Stream.of(decided.part(syncId -> syncId == null || !elsewhere.contains(syncId))),
                others.stream().map(mine -> decided.part(syncId -> syncId != null && mine.contains(syncId)))).toList();
        batch.divided(parts.stream().map(Decided::batch).toList());
        return parts;
    }

    /** Returns the things of a part: neighbours, so that parts touch different pages of an index. */
    private static Set<String> share(List<String> things, int part, int number) {
        return new LinkedHashSet<>(things.subList(things.size() * part / number, things.size() * (part + 1) / number));
    }
}
