package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.RunDefinitions;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.TestStore;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.MatchKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What records are paired by when the definition says something else about it. */
class DefinitionBrakeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-03-01T10:15:30Z"), ZoneOffset.UTC);
    private static final DefinitionReader READER = new DefinitionReader(new TransformTypes(List.of(new TextType())), text -> record -> null);
    private static final String BY_MAIL = """
            sync: people
            systems: {crm: {id: id}, erp: {id: no}}
            match: [mail]
            fields:
              mail: {crm: mail, erp: mail}
              code: {crm: code, erp: code}
            """;
    private static final String BY_CODE = BY_MAIL.replace("[mail]", "[code]");
    private static final CanonicalRecord ANN = new CanonicalRecord(Map.of("mail", "Ann@X.org", "code", "7a"));

    private StoreDatabase database;
    private Things things;
    private Brakes brakes;

    @BeforeEach
    void open() throws SQLException {
        database = TestStore.open();
        things = new Things(database);
        brakes = new Brakes(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatRecordsArePairedByFollowsTheDefinitionAsSoonAsTheBrakeIsReleased() {
        SyncDefinition byMail = read(BY_MAIL);
        assertThat(lets(byMail)).isTrue();
        Thing ann = new Thing("ann", new Base(Map.of("mail", value("Ann@X.org"), "code", value("7a")), null), Map.of(), Set.of());
        things.save("people", List.of(new Things.Revision(null, ann, List.of(), MatchKeys.of(byMail, ann))), CLOCK.instant());

        assertThat(lets(read(BY_CODE))).isFalse();
        assertThat(brakes.open("people").orElseThrow().why()).contains("`match` was [mail] and is [code]");
        assertThat(found(byMail)).containsExactly("ann");
        release();

        assertThat(lets(read(BY_CODE))).isTrue();
        assertThat(found(read(BY_CODE))).containsExactly("ann");
        assertThat(found(byMail)).isEmpty();
    }

    /** A question that was asked under the former name goes on under the new one, and what a lagging copy may show is known in the new terms. */
    @Test
    void whatWaitsForAPersonKeepsWaitingWhereItsFieldIsRenamedAndItsWordsChange() {
        SyncDefinition before = read(BY_MAIL + "  land: {crm: land, erp: land}\n  lang: {crm: lang, erp: lang, values: {DE: Deutsch}}\n");
        SyncDefinition after = read(BY_MAIL + "  country: {crm: land, erp: land}\n  lang: {crm: lang, erp: lang, values: {GER: Deutsch}}\n");
        assertThat(lets(before)).isTrue();
        var past = new Trail.Past(Presence.PRESENT, new CanonicalRecord(Map.of("land", "Ulm", "lang", "DE")), "1", null, CLOCK.instant());
        var shadow = new Shadow(new RecordRef("erp", "1"), Presence.PRESENT, new CanonicalRecord(Map.of("land", "Bonn", "lang", "FR")), Map.of("lang", "DE"), "2", null,
                new Trail(null, false, false, false, List.of(past)));
        Thing ann = new Thing("ann", new Base(Map.of("mail", value("Ann@X.org"), "land", value("Rom"), "lang", value("DE")), null), Map.of("erp", shadow), Set.of("land", Thing.RECORD));
        things.save("people", List.of(new Things.Revision(null, ann, List.of(), MatchKeys.of(before, ann))), CLOCK.instant());
        var reviews = new Reviews(database);
        reviews.open(List.of(new Reviews.ReviewItem(0, "people", "ann", "land", Reviews.Kind.CONFLICT, null,
                List.of(new Reviews.Claimed("crm", "1", "Rom", CLOCK.instant())), "both", CLOCK.instant(), Reviews.State.OPEN, null, null, null, null)));

        assertThat(lets(after)).isFalse();
        release();
        assertThat(lets(after)).isTrue();

        assertThat(reviews.list("people", Reviews.State.OPEN, null, 10).items()).singleElement().satisfies(one -> assertThat(one.field()).isEqualTo("country"));
        Thing restated = Formers.restated(new Formers(new RunDefinitions(database), READER, CLOCK).of(after), ann);
        assertThat(restated.inReview()).containsExactlyInAnyOrder("country", Thing.RECORD);
        assertThat(restated.base().values().values()).containsEntry("country", "Rom").containsEntry("lang", "GER");
        assertThat(restated.shadows().get("erp").deviations()).isEqualTo(Map.of("lang", "GER"));
        assertThat(restated.shadows().get("erp").trail().past().get(0).values().values()).isEqualTo(Map.of("country", "Ulm", "lang", "GER"));
    }

    /** Two instances with different files would write by turns in two forms. */
    @Test
    void anInstanceStandsAsideWhileAnotherRunsTheSyncByAnotherDefinition() {
        var clock = new AtomicReference<>(CLOCK.instant());
        DefinitionBrake one = brake(clock);
        DefinitionBrake other = brake(clock);
        assertThat(one.lets(read(BY_MAIL))).isTrue();
        assertThat(other.lets(read(BY_MAIL))).isTrue();

        assertThat(other.lets(read(BY_CODE))).as("there are no records yet").isTrue();
        clock.updateAndGet(now -> now.plusSeconds(6));
        assertThat(one.lets(read(BY_MAIL))).isFalse();
        assertThat(one.standsAside("people")).isTrue();
        assertThat(other.lets(read(BY_CODE))).isTrue();
        assertThat(brakes.open("people")).as("nobody is asked").isEmpty();

        assertThat(one.lets(read(BY_CODE))).as("it has the same files by now").isTrue();
        assertThat(one.standsAside("people")).isFalse();
    }

    private DefinitionBrake brake(AtomicReference<Instant> now) {
        var definitions = new RunDefinitions(database);
        var clock = new Clock() {

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        return new DefinitionBrake(definitions, brakes, things, new Reviews(database), new Formers(definitions, READER, clock), clock);
    }

    @Test
    void caseIsIgnoredAmongWhatIsThereAlreadyToo() {
        SyncDefinition exact = read(BY_MAIL);
        SyncDefinition ignoring = read(BY_MAIL.replace("fields:", "match-case: ignored\nfields:"));
        assertThat(MatchKeys.of(exact, mail("ann@x.org"))).isNotEqualTo(MatchKeys.of(exact, mail("ANN@X.ORG")));
        assertThat(MatchKeys.of(ignoring, mail("stra\u00dfe@x.org"))).isEqualTo(MatchKeys.of(ignoring, mail("STRASSE@X.ORG")));
        assertThat(lets(exact)).isTrue();
        Thing ann = new Thing("ann", new Base(Map.of("mail", value("Ann@X.org")), null), Map.of(), Set.of());
        things.save("people", List.of(new Things.Revision(null, ann, List.of(), MatchKeys.of(exact, ann))), CLOCK.instant());

        assertThat(lets(ignoring)).isFalse();
        assertThat(brakes.open("people").orElseThrow().why()).contains("`match-case` is new: ignored");
        release();

        assertThat(lets(ignoring)).isTrue();
        assertThat(things.findByKey("people", MatchKeys.of(ignoring, mail("ANN@x.org"))).values()).containsExactly(List.of("ann"));
    }

    private List<String> found(SyncDefinition definition) {
        List<MatchKey> keys = MatchKeys.of(definition, ANN);
        return things.findByKey("people", keys).values().stream().flatMap(List::stream).toList();
    }

    /** As after a start: nothing is known to have been looked at. */
    private boolean lets(SyncDefinition definition) {
        var definitions = new RunDefinitions(database);
        return new DefinitionBrake(definitions, brakes, things, new Reviews(database), new Formers(definitions, READER, CLOCK), CLOCK).lets(definition);
    }

    private void release() {
        brakes.decide(brakes.open("people").orElseThrow().id(), Brakes.State.RELEASED, "anna", CLOCK.instant());
    }

    private static SyncDefinition read(String yaml) {
        return READER.read("people.sync.yaml", yaml).syncs().get(0);
    }

    private static CanonicalRecord mail(String text) {
        return new CanonicalRecord(Map.of("mail", text));
    }

    private static BaseValue value(String text) {
        return new BaseValue(text, CLOCK.instant(), "crm", null);
    }
}
