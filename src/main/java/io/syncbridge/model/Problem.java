package io.syncbridge.model;

/**
 * Something that a person must put right, as data: collected with others, never thrown alone.
 *
 * @param code stable name of the kind of problem, in kebab case: {@code unknown-key}
 * @param where the place: {@code file:line}, or the field and record
 * @param message what is wrong
 * @param cure what to do about it, or what is allowed
 */
public record Problem(String code, String where, String message, String cure) {

    @Override
    public String toString() {
        return where + ": " + message + (cure == null || cure.isBlank() ? "" : " " + cure) + " [" + code + "]";
    }
}
