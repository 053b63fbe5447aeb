package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A wish to change one record. */
sealed interface Write {

    record Create(SObject object, ObjectNode values) implements Write {
    }

    record Update(SObject object, String id, ObjectNode values) implements Write {
    }

    /** Creates the record, or updates the one that has the value in its external id field (or in {@code Id}). */
    record Upsert(SObject object, Field key, String value, ObjectNode values) implements Write {
    }

    record Delete(String id) implements Write {
    }

    /** Deletes past the recycle bin. */
    record HardDelete(String id) implements Write {
    }

    record Undelete(String id) implements Write {
    }
}
