package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ModifiedWindowTest {

    private static final int OVERLAP = 10;

    /** A row that a transaction stamped at one second and committed, at most an overlap later, at another. */
    record Stamped(int stamp, int committed) {

        Instant stampedBy(int clockError) {
            return at(stamp + clockError);
        }
    }

    @Provide
    Arbitrary<Stamped> rows() {
        return Combinators.combine(Arbitraries.integers().between(0, 100), Arbitraries.integers().between(0, OVERLAP - 1))
                .as((stamp, delay) -> new Stamped(stamp, stamp + delay));
    }

    /** Whatever the polls' times and pages, and however wrong the clock that stamps. */
    @Property
    void everyRowIsReported(@ForAll @Size(max = 30) List<@From("rows") Stamped> rows,
            @ForAll @Size(min = 1, max = 20) Set<@IntRange(max = 120) Integer> polls, @ForAll @IntRange(min = -500, max = 500) int clockError) {
        assertThat(reported(rows, polls, clockError)).containsAll(rows);
    }

    @Property
    void oneStampInTheFarFutureHidesNothing(@ForAll @Size(max = 30) List<@From("rows") Stamped> rows,
            @ForAll @Size(min = 1, max = 20) Set<@IntRange(max = 120) Integer> polls) {
        List<Stamped> all = new ArrayList<>(rows);
        all.add(new Stamped(100_000, 5));

        assertThat(reported(all, polls, 0)).containsAll(all);
    }

    /** Rounds read a second's worth at a time: a row is seen if it has committed by the second in which its stamp is read. */
    private static Set<Stamped> reported(List<Stamped> rows, Set<Integer> polls, int clockError) {
        var scannedAt = -1;
        Set<Stamped> reported = new HashSet<>();
        ModifiedWindow window = ModifiedWindow.afterScan(null, at(scannedAt), Duration.ofSeconds(OVERLAP));
        var times = new TreeSet<>(polls);
        times.add(200);
        int free = scannedAt;
        for (int poll : times) {
            int now = Math.max(poll, free);
            window = window.begunAt(at(now));
            Instant latest = null;
            List<Stamped> order = rows.stream().sorted(Comparator.comparing(row -> row.stampedBy(clockError))).toList();
            int read = 0;
            for (Stamped row : order) {
                Instant stamp = row.stampedBy(clockError);
                int readAt = now + read / 3;
                boolean inWindow = window.from() == null
                        || (window.exclusive() ? stamp.isAfter(window.from()) : !stamp.isBefore(window.from()));
                if (inWindow && row.committed() <= readAt) {
                    reported.add(row);
                    latest = stamp;
                    read++;
                }
            }
            free = now + read / 3 + 1;
            window = window.next(latest, at(free), Duration.ofSeconds(OVERLAP));
        }
        return reported;
    }

    private static Instant at(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }
}
