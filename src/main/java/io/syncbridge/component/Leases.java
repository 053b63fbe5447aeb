package io.syncbridge.component;

/** Lets one instance at a time do what each of them could. */
public interface Leases {

    /**
     * Claims what has the name, or renews the claim.
     *
     * @return whether this instance has it; no other has for some seconds, or until it is released
     */
    boolean claim(String name);

    /** Leaves what has the name to the other instances. */
    void release(String name);
}
