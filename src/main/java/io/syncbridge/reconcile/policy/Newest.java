package io.syncbridge.reconcile.policy;

import java.time.Instant;
import java.util.function.Function;

/** The newer claim; equal times go to the system that the definition names first. */
final class Newest {

    private Newest() {
    }

    static Ruling of(Contest contest, Function<Claim, Instant> time) {
        Instant standing = time.apply(contest.standing());
        Instant challenger = time.apply(contest.challenger());
        int order = challenger.compareTo(standing);
        if (order == 0) {
            return new Ruling.Winner(contest.firstNamed(), "same time " + standing + ", first named in the definition");
        }
        Claim winner = order > 0 ? contest.challenger() : contest.standing();
        return new Ruling.Winner(winner, time.apply(winner) + " is newer than " + (order > 0 ? standing : challenger));
    }
}
