package io.syncbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private final People people = People.generate();

    @Test
    void theSamePeopleComeEveryTime() {
        assertThat(People.generate()).isEqualTo(people);
    }

    @Test
    void thereAreAFewHundredAndHalfOfThemAreInBoth() {
        assertThat(people.crm()).hasSize(300);
        var crmEmails = people.crm().stream().map(Person::email).filter(Objects::nonNull).collect(Collectors.toSet());
        assertThat(people.erp().stream().filter(person -> crmEmails.contains(person.email())).count()).isBetween(120L, 150L);
        assertThat(people.erp()).hasSizeGreaterThan(170);
    }

    @Test
    void namesComeInSeveralAlphabets() {
        String names = people.crm().stream().map(person -> person.firstName() + person.lastName()).collect(Collectors.joining());
        assertThat(names).containsPattern("\\p{IsCyrillic}").containsPattern("\\p{IsGreek}").containsPattern("[é-ž]");
        assertThat(people.crm()).allMatch(person -> person.email() == null || person.email().matches("[\\w.]+@[\\w.]+"));
    }

    @Test
    void someAreThereTwiceAndSomeShareAnEmail() {
        var seen = new HashSet<String>();
        List<Person> again = people.crm().stream().filter(person -> person.email() != null
                && !seen.add(person.email().toLowerCase(Locale.ROOT))).toList();
        assertThat(again).hasSizeBetween(8, 12);
    }

    @Test
    void phonesAreRealInEveryNotation() throws NumberParseException {
        var phones = PhoneNumberUtil.getInstance();
        for (Region region : Region.ALL) {
            var written = region.phones().stream().map(notation -> notation.replace('#', '7')).toList();
            var numbers = new HashSet<>();
            for (String phone : written) {
                var number = phones.parse(phone, region.country());
                assertThat(phones.isPossibleNumber(number)).as(phone).isTrue();
                numbers.add(phones.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
            }
            assertThat(numbers).as(region.country()).hasSize(1);
        }
    }

    @Test
    void someThingsAreUnknown() {
        assertThat(people.crm()).anyMatch(person -> person.email() == null).anyMatch(person -> "".equals(person.phone()))
                .anyMatch(person -> person.company() == null).anyMatch(person -> person.birthday() == null)
                .anyMatch(person -> !person.active());
    }

    @Test
    void theErpTakesAllOfThem() {
        assertThat(people.erp()).allMatch(person -> !person.firstName().isBlank() && person.country().matches("[A-Z]{2}"));
    }
}
