package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition.Batch;
import io.syncbridge.definition.SyncDefinition.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchWindowTest {

    private static final Instant NOON = Instant.parse("2025-01-10T12:00:00Z");

    private static Batch batch(Duration every, Rest rest) {
        return new Batch(every, 100, rest == null ? Map.of() : Map.of("crm", rest), QuietHours.NONE);
    }

    private static Rest rest(int settle, int longest) {
        return new Rest(Duration.ofSeconds(settle), Duration.ofSeconds(longest));
    }

    @Test
    void withoutAWindowAndARestAChangeGoesOutAtOnce() {
        assertThat(batch(Duration.ZERO, null).heldUntil("crm", NOON, NOON)).isNull();
        assertThat(batch(Duration.ZERO, rest(30, 300)).heldUntil("erp", NOON, NOON)).as("only the CRM's records rest").isNull();
    }

    @Test
    void whatIsCollectedGoesOutAtTheNextFullTime() {
        Batch batch = batch(Duration.ofMinutes(15), null);
        assertThat(batch.heldUntil("crm", NOON.plusSeconds(1), NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(900));
        assertThat(batch.heldUntil("crm", NOON.plusNanos(1), NOON.plusNanos(1))).isEqualTo(NOON.plusSeconds(900));
        assertThat(batch.heldUntil("crm", NOON, NOON)).as("just in time").isNull();
    }

    @Test
    void aRecordRestsSinceItsLastChangeButNotLongerThanItsFirstMayWait() {
        Batch batch = batch(Duration.ZERO, rest(30, 60));
        assertThat(batch.heldUntil("crm", NOON, NOON)).isEqualTo(NOON.plusSeconds(30));
        assertThat(batch.heldUntil("crm", NOON, NOON.plusSeconds(20))).isEqualTo(NOON.plusSeconds(50));
        assertThat(batch.heldUntil("crm", NOON, NOON.plusSeconds(40))).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aRecordThatDoesNotRestByTheFullTimeWaitsForTheNext() {
        Batch batch = batch(Duration.ofMinutes(1), rest(30, 300));
        assertThat(batch.heldUntil("crm", NOON, NOON.plusSeconds(29))).isEqualTo(NOON.plusSeconds(60));
        assertThat(batch.heldUntil("crm", NOON, NOON.plusSeconds(31))).isEqualTo(NOON.plusSeconds(120));
    }

    @Property
    void allThatComesBetweenTwoFullTimesGoesOutTogether(@ForAll @IntRange(min = 1, max = 86_400) int every,
            @ForAll("moments") Instant one, @ForAll @IntRange(max = 100_000) int later) {
        Batch batch = batch(Duration.ofSeconds(every), null);
        Instant out = orAtOnce(batch.heldUntil("crm", one, one), one);
        Instant other = one.plusSeconds(later);

        assertThat(out).isBetween(one, one.plusSeconds(every));
        assertThat(out.getEpochSecond() % every).isZero();
        assertThat(orAtOnce(batch.heldUntil("crm", other, other), other).equals(out)).isEqualTo(!other.isAfter(out));
    }

    @Property
    void noChangeIsHeldLongerThanTheLongestWaitAndOneWindow(@ForAll("batches") Batch batch, @ForAll("moments") Instant first,
            @ForAll @IntRange(max = 5_000) int later) {
        Rest rest = batch.rests().get("crm");
        Instant now = first.plusSeconds(later);
        Instant out = orAtOnce(batch.heldUntil("crm", first, now), now);
        Instant longest = first.plus(rest.longest()).plus(batch.every());

        assertThat(out).isBeforeOrEqualTo(longest.isAfter(now) ? longest : now.plus(batch.every()));
    }

    @Property
    void aLaterEditNeverGoesOutBeforeAnEarlierOneOfItsRecord(@ForAll("batches") Batch batch, @ForAll("moments") Instant first,
            @ForAll @IntRange(max = 5_000) int one, @ForAll @IntRange(max = 5_000) int gap) {
        Instant now = first.plusSeconds(one);
        Instant later = now.plusSeconds(gap);

        assertThat(orAtOnce(batch.heldUntil("crm", first, later), later))
                .isAfterOrEqualTo(orAtOnce(batch.heldUntil("crm", first, now), now));
    }

    @Property
    void nothingIsHeldBeyondTheLatestTimeOfAllSystems(@ForAll("batches") Batch batch, @ForAll("moments") Instant now) {
        assertThat(orAtOnce(batch.heldUntil("crm", now, now), now)).isBeforeOrEqualTo(batch.latest(now));
        assertThat(orAtOnce(batch.heldUntil("erp", now, now), now)).isBeforeOrEqualTo(batch.latest(now));
    }

    private static Instant orAtOnce(Instant until, Instant now) {
        return until == null ? now : until;
    }

    @Provide
    Arbitrary<Batch> batches() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 3_000);
        return Combinators.combine(seconds, seconds, seconds).as((every, settle, more) ->
                batch(Duration.ofSeconds(every), rest(settle + 1, settle + 1 + more)));
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs().between(NOON.toEpochMilli(), NOON.plusSeconds(10_000_000).toEpochMilli()).map(Instant::ofEpochMilli);
    }
}
