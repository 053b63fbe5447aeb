package io.syncbridge.component;

/** A Camel component whose endpoints answer the action {@code describe} where a route hands over to them directly. */
public interface Describes {

    /** The global option of a context in which systems are only asked for descriptions, so that nothing may be set up in them. */
    String ONLY = "sync.only-describe";

    /** Says whether the answer describes fields, and does not only show that the system can be reached. */
    default boolean describesFields() {
        return true;
    }

    /** Says whether writes are to be explained, as {@code explain=true} asks for. */
    default boolean wantsExplanations() {
        return false;
    }
}
