package io.syncbridge.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.operate.notify.Message.Line;
import io.syncbridge.store.Notifications.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(1);
    private static final Fact DOWN = new Fact(Topic.SYSTEMS, "crm", 1, "System crm does not answer.", "/console");
    private static final Fact BRAKE = new Fact(Topic.BRAKES, "contacts 7", 1, "A brake has stopped contacts.", "/console/brakes");

    private final List<Notice> known = new ArrayList<>();

    @Test
    void whatLastsIsToldOnceAndItsEndOnce() {
        assertThat(round(0, DOWN)).as("it may pass").isEmpty();
        assertThat(round(30, DOWN)).isEmpty();
        assertThat(round(60, DOWN)).containsExactly("System crm does not answer.");
        assertThat(round(120, DOWN)).isEmpty();
        assertThat(round(100_000, DOWN)).as("not again, however long it lasts").isEmpty();
        assertThat(round(100_010)).as("it may come back").isEmpty();
        assertThat(round(100_070)).containsExactly("System crm answers again.");
        assertThat(round(100_140)).isEmpty();
        assertThat(known).isEmpty();
    }

    @Test
    void nothingIsSaidOfWhatPassesBeforeAnybodyWasTold() {
        round(0, DOWN);
        assertThat(round(30)).isEmpty();
        assertThat(round(200)).isEmpty();
        assertThat(round(210, DOWN)).as("it begins anew").isEmpty();
        assertThat(round(260, DOWN)).isEmpty();
        assertThat(round(270, DOWN)).hasSize(1);
    }

    @Test
    void aSystemThatComesAndGoesIsNoNews() {
        round(0, DOWN);
        round(60, DOWN);
        for (int second = 70; second < 600; second += 60) {
            assertThat(round(second)).isEmpty();
            assertThat(round(second + 30, DOWN)).isEmpty();
        }
    }

    @Test
    void whatIsDueAtOnceIsToldTogetherAndBadNewsFirst() {
        round(0, DOWN);
        round(60, DOWN);
        round(100, BRAKE);
        assertThat(round(170, BRAKE)).containsExactly("A brake has stopped contacts.", "System crm answers again.");
    }

    @Test
    void theEndOfWhatAPersonEndedIsNoNews() {
        round(0, BRAKE);
        assertThat(round(60, BRAKE)).hasSize(1);
        assertThat(round(70)).isEmpty();
        assertThat(round(200)).isEmpty();
    }

    @Test
    void moreOfTheSameIsToldAtMostOnceAnHour() {
        round(0, reviews(1));
        assertThat(round(60, reviews(3))).containsExactly("3 reviews");
        assertThat(round(120, reviews(50))).isEmpty();
        assertThat(round(60 + 3599, reviews(50))).isEmpty();
        assertThat(round(60 + 3600, reviews(50))).containsExactly("50 reviews");
        assertThat(round(10_000, reviews(50))).isEmpty();
    }

    @Test
    void newOnesAreToldAlsoWhereOthersWereSettledBefore() {
        round(0, reviews(9));
        round(60, reviews(9));
        round(120, reviews(2));
        assertThat(round(9_000, reviews(2))).as("fewer is no news").isEmpty();
        assertThat(round(9_100, reviews(3))).containsExactly("3 reviews");
    }

    @Test
    void whatCouldNotBeSentIsToldTheNextTime() {
        round(0, DOWN);
        Digest unsent = Digest.of(List.of(DOWN), known, AFTER, START.plusSeconds(60));
        assertThat(unsent.lines()).hasSize(1);
        keep(unsent.seen());
        assertThat(round(600, DOWN)).containsExactly("System crm does not answer.");
        round(610);
        keep(Digest.of(List.of(), known, AFTER, START.plusSeconds(700)).seen());
        assertThat(round(710)).containsExactly("System crm answers again.");
    }

    private static Fact reviews(int number) {
        return new Fact(Topic.REVIEWS, "contacts", number, number + " reviews", "/console/reviews?sync=contacts");
    }

    /** Returns what is told, which arrives. */
    private List<String> round(int second, Fact... facts) {
        Digest digest = Digest.of(List.of(facts), known, AFTER, START.plusSeconds(second));
        keep(digest.told());
        return digest.lines().stream().map(Line::text).toList();
    }

    private void keep(List<Notice> notices) {
        known.clear();
        known.addAll(notices);
    }
}
