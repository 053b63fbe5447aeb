package io.syncbridge.pipeline;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What became of a change, a record or a write. Stages make outcomes; {@link Account} makes rows of them, once, when they are stored. */
sealed interface Outcome {

    About about();

    /** Says whether a value is lost or a person is asked, which must be known even if the bridge stops before the next write. */
    default boolean isConflict() {
        return false;
    }

    /** Says whether it belongs to the things, or else the records, of a part of a batch; {@code null} stands for no thing. */
    default boolean isOf(Predicate<String> things, Predicate<RecordRef> records) {
        return things.test(about().syncId());
    }

    /**
     * What an outcome is about.
     *
     * @param thing as it was then; {@code null} for a record that belongs to none
     * @param cause the record whose report brought it about; {@code null} for none
     */
    record About(Thing thing, RecordRef cause) {

        static final About NOTHING = new About(null, null);

        String syncId() {
            return thing == null ? null : thing.syncId();
        }

        /** Returns the record that a write comes from: what was reported in this batch, or else where the newest value came from. */
        RecordRef source(String target) {
            if (cause != null && !cause.system().equals(target)) {
                return cause;
            }
            return thing.base().fields().values().stream().filter(base -> !base.system().equals(target))
                    .max(Comparator.comparing(BaseValue::time)).flatMap(base -> recordIn(base.system())).orElse(cause);
        }

        Optional<RecordRef> recordIn(String system) {
            return Optional.ofNullable(thing.shadows().get(system)).map(Shadow::ref);
        }
    }

    /** What is counted and not logged: a report of what the bridge wrote itself, a record outside of the scope, a thing that needs nothing. */
    enum Kind {
        ECHO, OUTSIDE, AGREED
    }

    record Counted(About about, Kind kind) implements Outcome {
    }

    /** A report was mapped. @param failed what is noted of one that could not be; {@code null} for one that could */
    record Mapped(About about, Delivery failed) implements Outcome {

        @Override
        public boolean isOf(Predicate<String> things, Predicate<RecordRef> records) {
            return records.test(about.cause());
        }
    }

    /** A record, or a write, waits for its parent from now on. */
    record Waits(About about, Wait on, String why) implements Outcome {
    }

    /** A record was found to belong to a thing. @param other one of the thing's records in another system; {@code null} for none */
    record Paired(About about, RecordRef other, String why) implements Outcome {
    }

    /** A record may belong to several things, or a thing have several records: a person is asked. */
    record Ambiguous(About about, List<Claimed> claims, String why) implements Outcome {

        @Override
        public boolean isConflict() {
            return true;
        }
    }

    /** A person's choice for an ambiguous record cannot be made; the question is asked again. */
    record NotLinked(About about, ReviewItem answered, String obstacle) implements Outcome {
    }

    /** Nobody needs to say any more what a record is that was in question. */
    record Clear(About about, String how) implements Outcome {
    }

    /** What reconciling found out. */
    record Found(About about, Finding finding) implements Outcome {

        @Override
        public boolean isConflict() {
            return finding instanceof Finding.Conflict || finding instanceof Finding.ReviewOpened;
        }
    }

    /** A new thing's record is missing in a system and not created. @param records those that the thing has @param asked whether a person decides */
    record Missing(About about, String system, List<RecordRef> records, boolean asked) implements Outcome {

        @Override
        public boolean isConflict() {
            return asked;
        }
    }

    /**
     * A system made a write.
     *
     * @param before what was known of the record right before; {@code null} for a create
     * @param stored what the system says that it holds now, as far as it does
     * @param undone why the write takes something back; {@code null} where it does not
     */
    record Written(About about, Answer answer, RecordRef target, Shadow before, CanonicalRecord stored, String undone) implements Outcome {
    }

    /**
     * A system did not make a write, or refused some of its fields.
     *
     * @param partly whether the rest of the record went its way
     * @param news the rule that the log names; {@code null} where it was logged before
     */
    record Failed(About about, Answer answer, Delivery delivery, boolean partly, String news) implements Outcome {
    }

    /** A write waits, and its system was not asked. @param news why, for the log; {@code null} where it was logged before, or need not be */
    record PutOff(About about, Delivery delivery, String news) implements Outcome {
    }

    /** A thing loses something that the brakes count. @param subject what, as brakes name it */
    record Loses(About about, String subject) implements Outcome {
    }

    /** An undo leaves something as it is, since it has changed. */
    record Left(About about, ReviewItem undo) implements Outcome {
    }
}
