package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;

/** What a system needs in order to agree with the base. */
public sealed interface Intent {

    String system();

    /** Returns the values that are to be written; none for a delete and an orphan. */
    default CanonicalRecord values() {
        return CanonicalRecord.EMPTY;
    }

    /** The record is missing there. */
    record Create(String system, CanonicalRecord values) implements Intent {
    }

    /**
     * The record differs there.
     *
     * @param values the changed fields only
     * @param undelete whether its deleted flag has to be taken back too
     */
    record Update(String system, CanonicalRecord values, boolean undelete) implements Intent {

        /** Says whether nothing is left to be written. */
        public boolean isEmpty() {
            return values.isEmpty() && !undelete;
        }
    }

    /** The thing is deleted and the record is still there; {@code how} is not {@link DeletePolicy#IGNORE}. */
    record Delete(String system, DeletePolicy how) implements Intent {
    }

    /** The record is missing there and is not created without further ado. */
    record Orphan(String system, OrphanPolicy how) implements Intent {
    }
}
