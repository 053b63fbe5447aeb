package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

    @ParameterizedTest
    @CsvSource({
        "bridge.backfil-first, Did you mean `backfill-first`?",
        "bridge.store.usrname, Did you mean `username`?",
        "bridge.databases.crm.pasword, Did you mean `password`?",
        "bridge.webhooks.\"contacts/erp\".key, Did you mean `keys`?",
        "bridge.systems.crm.calls-per-secnd, Did you mean `calls-per-second`?",
        "bridge.retention.logs, Did you mean `log`?",
        "bridge.compare-every.hours, Allowed: none"})
    void aMisspelledOneIsReportedWithItsCure(String name, String cure) {
        assertThat(SettingNames.problem(name)).hasValueSatisfying(problem -> {
            assertThat(problem.message()).contains(name);
            assertThat(problem.cure()).startsWith(cure);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge.name", "bridge.store.url", "bridge.databases.crm.pool-size", "bridge.databases.\"a.b\".xa", "bridge.people.anna.roles[0]",
        "bridge.webhooks.\"contacts/erp\".keys", "bridge.retention.log", "bridge.salesforce.default.client-id",
        "bridge.notify.mail.server", "bridge.notify.to.team.mail", "bridge.notify.to.team.about[1]"})
    void otherwiseNot(String name) {
        assertThat(SettingNames.problem(name)).isEmpty();
    }
}
