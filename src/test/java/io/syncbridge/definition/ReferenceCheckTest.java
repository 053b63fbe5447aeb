package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the definitions of a folder say of one another. */
class ReferenceCheckTest {

    @TempDir
    Path folder;

    @Test
    void aFieldPointsToAnotherSyncOrToItsOwn() throws IOException {
        write("firms", "erp", "boss: {crm: Boss, erp: boss, ref: staff}", "parent: {crm: Parent, erp: parent, ref: firms}");
        write("staff", "erp", "firm: {crm: Firm, erp: firm, ref: firms}");
        Definitions read = read();
        assertThat(read.problems()).isEmpty();
        assertThat(read.find("firms").orElseThrow().references()).hasSize(2)
                .hasEntrySatisfying("boss", reference -> assertThat(reference.sync()).isEqualTo("staff"));
    }

    @Test
    void aSyncThatIsNotThereIsRefusedWithItsPlaceAndTheNearestName() throws IOException {
        write("firms", "erp");
        write("staff", "erp", "firm: {crm: Firm, erp: firm, ref: frims}");
        Definitions read = read();
        assertThat(read.syncs()).extracting(SyncDefinition::name).containsExactly("firms");
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("staff.sync.yaml:8:32");
            assertThat(problem.code()).isEqualTo("unknown-sync");
            assertThat(problem.cure()).contains("Did you mean `firms`?");
        });
    }

    @Test
    void theParentMustBeInEverySystemWhereTheFieldStands() throws IOException {
        write("firms", "shop");
        write("staff", "erp", "firm: {crm: Firm, erp: firm, ref: firms}");
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unknown-system");
            assertThat(problem.message()).contains("`erp`").contains("`firms`");
        });
    }

    @Test
    void theChildrenOfASyncWithMistakesAreNotStoppedByThem() throws IOException {
        write("firms", "erp", "name: {crm: Name, epr: name}");
        write("staff", "erp", "firm: {crm: Firm, erp: firm, ref: firms}");
        Definitions read = read();
        assertThat(read.syncs()).extracting(SyncDefinition::name).containsExactly("staff");
        assertThat(read.problems()).extracting(Problem::code).doesNotContain("unknown-sync");
    }

    private Definitions read() {
        return Samples.reader().read(folder);
    }

    private void write(String sync, String other, String... fields) throws IOException {
        String text = "sync: " + sync + "\nsystems:\n  crm: {}\n  " + other + ": {}\nmatch: [code]\nfields:\n  code: {crm: Code, " + other
                + ": code}\n";
        Files.writeString(folder.resolve(sync + ".sync.yaml"), text + String.join("", java.util.Arrays.stream(fields)
                .map(field -> "  " + field + "\n").toList()));
    }
}
