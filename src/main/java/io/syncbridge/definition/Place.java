package io.syncbridge.definition;

/**
 * Where something stands in a definition file.
 *
 * @param file the file's name
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
