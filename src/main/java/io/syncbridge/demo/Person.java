package io.syncbridge.demo;

import java.time.LocalDate;

/**
 * Somebody who is a contact.
 *
 * @param email {@code null} or blank where unknown, as {@code phone}, {@code company} and {@code birthday}
 * @param country ISO 3166 code
 */
record Person(String firstName, String lastName, String email, String phone, String company, String country,
        LocalDate birthday, boolean active) {

    Person withName(String first, String last) {
        return new Person(first, last, email, phone, company, country, birthday, active);
    }

    Person withEmail(String other) {
        return new Person(firstName, lastName, other, phone, company, country, birthday, active);
    }

    Person withPhone(String other) {
        return new Person(firstName, lastName, email, other, company, country, birthday, active);
    }

    Person withCompany(String other) {
        return new Person(firstName, lastName, email, phone, other, country, birthday, active);
    }
}
