package io.syncbridge.mapping.transform;

/**
 * Turns one system's value of a field into the canonical value and back.
 *
 * <p>Law, tested for every transform: for each {@code x} that {@link #toCanonical} takes,
 * {@code toCanonical(fromCanonical(toCanonical(x)))} equals {@code toCanonical(x)}. Comparing is done in canonical form
 * only, so that two formats of one value never chase each other.
 *
 * <p>Canonical values are described at {@link io.syncbridge.model.CanonicalRecord}; system values are JSON-shaped.
 * Blank is {@code null} on both sides and is handled before a transform is asked, unless it says otherwise by
 * {@link #takesBlank}.
 */
public interface Transform {

    /** @throws UnmappableValueException saying what is wrong with the value and what would be right */
    Object toCanonical(Object systemValue);

    /** @throws UnmappableValueException saying why the system's form cannot hold the value */
    Object fromCanonical(Object canonicalValue);

    /** Says what a trip there and back loses, in a few words; {@code null} where it loses nothing. */
    default String loss() {
        return null;
    }

    /** Says whether a table of values holds the system's value, and so tells what it means. */
    default boolean lists(Object systemValue) {
        return false;
    }

    /** Says whether a table of values holds the canonical value, and so tells how the system writes it. */
    default boolean listsCanonical(Object canonicalValue) {
        return false;
    }

    /** Whether blank is passed through this transform (defaults, constants) instead of staying blank. */
    default boolean takesBlank() {
        return false;
    }
}
