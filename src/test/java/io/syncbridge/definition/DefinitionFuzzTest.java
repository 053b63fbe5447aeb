package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a file says: a definition, or problems with a place; never an exception. */
class DefinitionFuzzTest {

    private static final String SPICE = "{}[]:,-\"'#&*!|>%@`\n\t  \0ab1.$\\~<é\uFFFE";

    @Property(tries = 1500)
    void aDamagedFileGivesADefinitionOrProblemsWithALine(@ForAll Random random) {
        var yaml = new StringBuilder(Samples.ACCOUNTS);
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            damage(yaml, random);
        }

        Definitions definitions = Samples.reader().read(Samples.FILE, yaml.toString());

        assertThat(definitions.syncs().isEmpty()).isEqualTo(!definitions.problems().isEmpty());
        assertThat(definitions.problems()).allSatisfy(problem -> {
            assertThat(problem.where()).matches("accounts\\.sync\\.yaml:\\d+:\\d+");
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.cure()).isNotBlank();
        });
    }

    private static void damage(StringBuilder yaml, Random random) {
        int from = random.nextInt(yaml.length());
        int to = Math.min(yaml.length(), from + random.nextInt(30));
        switch (random.nextInt(4)) {
            case 0 -> yaml.delete(from, to);
            case 1 -> yaml.insert(random.nextInt(yaml.length()), yaml.substring(from, to));
            case 2 -> yaml.setCharAt(from, SPICE.charAt(random.nextInt(SPICE.length())));
            default -> yaml.insert(from, SPICE.charAt(random.nextInt(SPICE.length())));
        }
    }
}
