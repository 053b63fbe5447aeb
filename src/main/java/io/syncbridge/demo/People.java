package io.syncbridge.demo;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The people in both demo systems, the same at every first start: with the blanks, duplicates and differences that real
 * data has.
 *
 * @param crm the CRM's contacts
 * @param erp the ERP's: half of the CRM's people, some with other values, and people of its own
 */
record People(List<Person> crm, List<Person> erp) {

    private static final long SEED = 20240501;
    private static final int CRM_ORIGINALS = 288;
    private static final int TWICE = 8;
    private static final int SHARED_EMAILS = 4;
    private static final int ERP_ONLY = 40;

    static People generate() {
        var maker = new Maker(new Random(SEED));
        var crm = new ArrayList<Person>();
        for (int i = 0; i < CRM_ORIGINALS; i++) {
            crm.add(maker.person());
        }
        for (int i = 0; i < TWICE; i++) {
            crm.add(maker.again(crm.get(i * 7)));
        }
        for (int i = 0; i < SHARED_EMAILS; i++) {
            crm.add(maker.person().withEmail(crm.get(i * 11 + 3).email()));
        }
        var erp = new ArrayList<Person>();
        for (int i = 0; i < CRM_ORIGINALS; i += 2) {
            erp.add(maker.asTheErpKnows(crm.get(i)));
        }
        for (int i = 0; i < ERP_ONLY; i++) {
            erp.add(maker.person());
        }
        return new People(List.copyOf(crm), List.copyOf(erp));
    }

    /** Makes people one after the other; the same random numbers make the same people. */
    private static final class Maker {

        private final Random random;
        private int made;

        Maker(Random random) {
            this.random = random;
        }

        Person person() {
            Region region = one(Region.ALL);
            String[] first = spellings(one(region.firstNames()));
            String[] last = spellings(one(region.lastNames()));
            String email = ascii(first[1]) + "." + ascii(last[1]) + ++made + "@example." + region.country().toLowerCase(Locale.ROOT);
            LocalDate birthday = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(55 * 365));
            return new Person(first[0], last[0], chance(8) ? null : email, chance(10) ? blank() : phone(region),
                    chance(15) ? blank() : one(region.companies()), region.country(), chance(15) ? null : birthday, !chance(12));
        }

        /** The same person, entered a second time by somebody with other habits. */
        Person again(Person person) {
            return person.withName(person.firstName() + " ", person.lastName().toUpperCase(Locale.ROOT))
                    .withEmail(person.email() == null ? null : person.email().toUpperCase(Locale.ROOT))
                    .withPhone(otherNotation(person));
        }

        Person asTheErpKnows(Person person) {
            Region region = region(person);
            Person known = person.withPhone(otherNotation(person));
            return switch (random.nextInt(10)) {
                case 0 -> known.withPhone(phone(region));
                case 1 -> known.withCompany(one(region.companies()));
                case 2 -> known.withName(person.firstName().substring(0, 1) + ".", person.lastName());
                default -> known;
            };
        }

        /** Writes the same number in another way, where it can be recognized. */
        private String otherNotation(Person person) {
            for (String notation : region(person).phones()) {
                String digits = person.phone() == null ? null : digits(notation, person.phone());
                if (digits != null) {
                    return filled(one(region(person).phones()), digits);
                }
            }
            return person.phone();
        }

        private String phone(Region region) {
            long places = region.phones().get(0).chars().filter(place -> place == '#').count();
            var digits = new StringBuilder();
            while (digits.length() < places) {
                digits.append(random.nextInt(10));
            }
            return filled(one(region.phones()), digits.toString());
        }

        private static String filled(String notation, String digits) {
            String phone = notation;
            for (char digit : digits.toCharArray()) {
                phone = phone.replaceFirst("#", String.valueOf(digit));
            }
            return phone;
        }

        /** Returns what stands in the places of the notation; {@code null} where the phone is not written so. */
        private static String digits(String notation, String phone) {
            if (notation.length() != phone.length()) {
                return null;
            }
            var digits = new StringBuilder();
            for (int i = 0; i < notation.length(); i++) {
                if (notation.charAt(i) == '#') {
                    digits.append(phone.charAt(i));
                } else if (notation.charAt(i) != phone.charAt(i)) {
                    return null;
                }
            }
            return digits.toString();
        }

        private static Region region(Person person) {
            return Region.ALL.stream().filter(region -> region.country().equals(person.country())).findFirst().orElseThrow();
        }

        private static String[] spellings(String name) {
            String[] spellings = name.split("\\|");
            return spellings.length == 2 ? spellings : new String[] {name, name};
        }

        private static String ascii(String name) {
            return Normalizer.normalize(name.toLowerCase(Locale.ROOT).replace("ł", "l").replace("ß", "ss"), Normalizer.Form.NFD)
                    .replaceAll("[^a-z]", "");
        }

        private <T> T one(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private String blank() {
            return random.nextBoolean() ? "" : null;
        }
    }
}
