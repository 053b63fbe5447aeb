package io.syncbridge.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A contact as the demo ERP shows it.
 *
 * @param id {@code C-1001}
 * @param dateOfBirth {@code 31.01.1980}
 * @param status {@code active} or {@code inactive}
 */
record ErpContact(String id, String fullName, Reach contact, String organisation, String country, String dateOfBirth,
        String status, Instant updatedAt, String syncedBy) {

    record Reach(String email, String phone) {
    }

    ErpContact {
        contact = contact == null ? new Reach(null, null) : contact;
        status = status == null ? "active" : status;
    }

    /** Returns what is wrong with it, for people; empty where nothing is. */
    List<String> mistakes() {
        var mistakes = new ArrayList<String>();
        if (fullName == null || fullName.isBlank()) {
            mistakes.add("fullName is required");
        } else if (fullName.length() > 200) {
            mistakes.add("fullName is longer than 200 characters");
        }
        if (!isBlankOr("[^@\\s]+@[^@\\s]+", contact.email())) {
            mistakes.add("contact.email is not an email address");
        }
        if (!isBlankOr("\\d{2}\\.\\d{2}\\.\\d{4}", dateOfBirth)) {
            mistakes.add("dateOfBirth must be written like 31.01.1980");
        }
        if (!isBlankOr("[A-Z]{2}", country)) {
            mistakes.add("country must be an ISO 3166 code like DE");
        }
        if (!status.matches("active|inactive")) {
            mistakes.add("status must be active or inactive");
        }
        return mistakes;
    }

    private static boolean isBlankOr(String pattern, String value) {
        return value == null || value.isBlank() || value.matches(pattern);
    }
}
