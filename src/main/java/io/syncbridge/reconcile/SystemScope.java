package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Fit;
import java.util.function.Function;

/**
 * Which things have a record within a system's scope.
 *
 * @param leaving what becomes of a thing when the record leaves it
 * @param fit says whether a record would be within the scope that is written with certain values
 */
public record SystemScope(Leaving leaving, Function<CanonicalRecord, Fit> fit) {

    /** The scope of a system without a filter. */
    public static final SystemScope ALL = new SystemScope(Leaving.UNLINK, values -> Fit.INSIDE);
}
