package io.syncbridge.definition;

/**
 * One key of the definition file: the source of the reader's checks, of the reference and of the JSON Schema.
 *
 * @param name as written in the file
 * @param shape what its value may be
 * @param required whether it must be there
 * @param byDefault what holds where it is absent, in the words of the reference; empty for nothing
 * @param meaning one or two sentences for the reference and for editors
 * @param example a line of a file that uses it; empty for the parameters of transform types
 */
record Key(String name, Shape shape, boolean required, String byDefault, String meaning, String example) {

    static Key required(String name, Shape shape, String meaning, String example) {
        return new Key(name, shape, true, "", meaning, example);
    }

    static Key optional(String name, Shape shape, String byDefault, String meaning, String example) {
        return new Key(name, shape, false, byDefault, meaning, example);
    }
}
