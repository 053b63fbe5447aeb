package io.syncbridge.reconcile;

import io.syncbridge.reconcile.policy.Claim;
import java.time.Instant;

/** Something that reconciling found out and that the sync log has to tell. */
public sealed interface Finding {

    /** The field it is about; {@link Thing#RECORD} for the record as a whole. */
    String field();

    /** One system edited the field, and its value holds. */
    record Edited(String field, Object from, Object to, String system, Instant time) implements Finding {
    }

    /** Two claims met and one lost: its value is kept here and nowhere else. */
    record Conflict(String field, Claim winner, Claim loser, String rule) implements Finding {
    }

    /** A person has to decide between two claims. */
    record ReviewOpened(String field, Object lastAgreed, Claim standing, Claim challenger, String why)
            implements Finding {
    }

    /** The systems came to agree by themselves, or the record's end made the question void. */
    record ReviewClosed(String field, String why) implements Finding {
    }

    record Deleted(String system, Instant time) implements Finding {
        @Override
        public String field() {
            return Thing.RECORD;
        }
    }

    record Restored(String system, Instant time) implements Finding {
        @Override
        public String field() {
            return Thing.RECORD;
        }
    }

    /** The system's record left its scope. */
    record Left(String system, Leaving leaving) implements Finding {
        @Override
        public String field() {
            return Thing.RECORD;
        }
    }

    /** An edit that has no effect elsewhere, and why. */
    record Ignored(String field, String system, String why) implements Finding {
    }
}
