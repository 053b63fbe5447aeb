package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.loading.Reload.Pending;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Audit;
import io.syncbridge.store.ReloadedFiles;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that change, before their routes are touched. */
class ReloadTest {

    private static final String CONTACTS = """
            sync: contacts
            systems: {crm: {id: id}, erp: {id: no}}
            match: [mail]
            fields:
              mail: {crm: mail, erp: mail}
            """;
    private static final String ROUTES = """
            - route: {id: SYNC-crm, from: {uri: "sync:SYNC/crm", steps: [{to: "log:x"}]}}
            - route: {id: SYNC-erp, from: {uri: "sync:SYNC/erp", steps: [{to: "log:x"}]}}
            """;

    @TempDir
    private Path folder;
    private DefaultCamelContext camel;
    private StoreDatabase database;
    private DefinitionReader reader;
    private final List<Draft> taken = new ArrayList<>();
    private String failing;
    private Reload reload;

    @BeforeEach
    void open() throws SQLException, IOException {
        database = TestStore.open();
        camel = new DefaultCamelContext();
        camel.start();
        reader = TestRoutes.reader(camel);
        write("contacts.sync.yaml", CONTACTS);
        write("contacts.camel.yaml", ROUTES.replace("SYNC", "contacts"));
    }

    @AfterEach
    void close() {
        camel.stop();
        database.close();
    }

    @Test
    void autoTakesOverAtOnceButNotWhileAFileIsStillBeingWritten() throws IOException {
        begin("auto");
        look();
        write("contacts.sync.yaml", CONTACTS.substring(0, 30));
        reload.look();
        write("contacts.sync.yaml", CONTACTS.substring(0, 60));
        reload.look();
        write("contacts.sync.yaml", CONTACTS + "deletes: {crm: hard, erp: hard}\n");
        reload.look();
        assertThat(reload.pending()).isEmpty();
        reload.look();
        assertThat(names(taken)).containsExactly("contacts.sync.yaml");
        assertThat(reload.pending()).isEmpty();
        assertThat(reload.text("contacts.sync.yaml").orElseThrow()).contains("deletes:");
        assertThat(new Audit(database).list(null, 10).items()).singleElement().satisfies(entry -> {
            assertThat(entry.person()).isEqualTo("bridge.reload=auto");
            assertThat(entry.sync()).isEqualTo("contacts");
        });
        look();
        assertThat(taken).hasSize(1);
    }

    @Test
    void mistakesKeepAFileFromBeingTakenOverUntilTheyArePutRight() throws IOException {
        begin("auto");
        write("contacts.sync.yaml", CONTACTS.replace("match: [mail]", "match: [male]"));
        look();
        assertThat(taken).isEmpty();
        assertThat(reload.pending()).singleElement().satisfies(one -> assertThat(one.problems()).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.where()).startsWith("contacts.")).extracting(Problem::where).contains("contacts.sync.yaml:3:9"));
        assertThat(reload.text("contacts.sync.yaml")).contains(CONTACTS);

        write("contacts.sync.yaml", CONTACTS);
        look();
        assertThat(reload.pending()).isEmpty();
        assertThat(taken).as("put back, nothing is to be taken over").isEmpty();
    }

    @Test
    void aMistakeThatWasThereAtTheStartIsNoReasonInOtherFilesAndPutRightItIsTakenOver() throws IOException {
        write("tasks.sync.yaml", "sync: tasks\nsystems: [");
        begin("auto");
        write("contacts.sync.yaml", CONTACTS + "# more\n");
        look();
        assertThat(names(taken)).containsExactly("contacts.sync.yaml");
        write("tasks.sync.yaml", CONTACTS.replace("contacts", "tasks"));
        look();
        assertThat(reload.pending()).singleElement().satisfies(one -> assertThat(one.problems()).extracting(Problem::code).containsOnly("no-route"));
        write("tasks.camel.yaml", ROUTES.replace("SYNC", "tasks"));
        look();
        assertThat(names(taken)).containsExactly("contacts.sync.yaml", "tasks.camel.yaml", "tasks.sync.yaml");
    }

    @Test
    void askWaitsForAPersonWhoTakesOverWhatWasShownAndNothingElse() throws IOException {
        begin("ask");
        write("contacts.sync.yaml", CONTACTS + "# one\n");
        look();
        String shown = only().id();
        write("contacts.sync.yaml", CONTACTS + "# other\n");
        assertThat(reload.take(shown, "anna")).hasValueSatisfying(why -> assertThat(why).contains("changed since"));
        look();
        assertThat(reload.take(shown, "anna")).isPresent();
        assertThat(taken).isEmpty();
        assertThat(reload.take(only().id(), "anna")).isEmpty();
        assertThat(names(taken)).containsExactly("contacts.sync.yaml");
        assertThat(new Audit(database).list(null, 10).items()).extracting(Audit.Entry::person).containsExactly("anna");
    }

    @Test
    void offOnlyTells() throws IOException {
        begin("off");
        write("contacts.sync.yaml", CONTACTS + "# one\n");
        look();
        assertThat(reload.take(only().id(), "anna")).hasValueSatisfying(why -> assertThat(why).contains("bridge.reload=off"));
        assertThat(taken).isEmpty();
        assertThat(reload.pending()).hasSize(1);
    }

    @Test
    void whatCouldNotBeStartedIsShownAndNotTriedAgainBeforeItChanges() throws IOException {
        begin("auto");
        failing = "the port is taken";
        write("contacts.camel.yaml", ROUTES.replace("SYNC", "contacts") + "# one\n");
        look();
        look();
        assertThat(taken).hasSize(1);
        assertThat(only().failure()).isEqualTo("the port is taken");
        failing = null;
        write("contacts.camel.yaml", ROUTES.replace("SYNC", "contacts") + "# two\n");
        look();
        assertThat(taken).hasSize(2);
        assertThat(reload.pending()).isEmpty();
    }

    /** A mounted ConfigMap: the files are links through a link, which is swapped for another. */
    @Test
    void aSwappedLinkIsAChangeOfTheFilesBehindIt() throws IOException {
        Path mounted = folder.resolve("mounted");
        Path one = Files.createDirectories(mounted.resolve("..2025_1"));
        Path other = Files.createDirectories(mounted.resolve("..2025_2"));
        Files.writeString(one.resolve("contacts.sync.yaml"), CONTACTS);
        Files.writeString(other.resolve("contacts.sync.yaml"), CONTACTS + "# two\n");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2025_1"));
        Files.createSymbolicLink(mounted.resolve("contacts.sync.yaml"), Path.of("..data", "contacts.sync.yaml"));
        Folder before = Folder.read(mounted);
        assertThat(before.texts()).containsOnlyKeys("contacts.sync.yaml");

        Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..2025_2"));
        Files.move(mounted.resolve("..data_tmp"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(Folder.read(mounted).text("contacts.sync.yaml")).endsWith("# two\n");
    }

    @Test
    void whatEditorsPutBesideAFileIsNoFileOfTheTeam() throws IOException {
        begin("auto");
        Files.createSymbolicLink(folder.resolve(".#contacts.sync.yaml"), Path.of("anna@laptop.1234"));
        write(".contacts.sync.yaml.swp", "swap");
        write("contacts.sync.yaml~", "former");
        write("4913", "");
        look();
        assertThat(reload.pending()).isEmpty();
        Path temporary = Files.writeString(folder.resolve("contacts.tmp"), CONTACTS + "# renamed\n");
        Files.move(temporary, folder.resolve("contacts.sync.yaml"), StandardCopyOption.REPLACE_EXISTING);
        look();
        assertThat(names(taken)).containsExactly("contacts.sync.yaml");
    }

    @Test
    void anEmptyOrVanishedFolderStopsNothing() throws IOException {
        var files = Map.of("contacts.sync.yaml", CONTACTS, "contacts.camel.yaml", ROUTES.replace("SYNC", "contacts"),
                "firms.sync.yaml", CONTACTS.replace("contacts", "firms"), "firms.camel.yaml", ROUTES.replace("SYNC", "firms"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        begin("auto");
        for (String name : files.keySet()) {
            Files.delete(folder.resolve(name));
        }
        look();
        assertThat(taken).isEmpty();
        assertThat(reload.pending()).hasSize(2).allSatisfy(one -> assertThat(one.problems()).extracting(Problem::code).containsExactly("empty-folder"));
        Files.delete(folder);
        look();
        assertThat(taken).isEmpty();
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        look();
        assertThat(reload.pending()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNotTakenForDeleted() throws IOException {
        begin("auto");
        Files.write(folder.resolve("contacts.sync.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        look();
        assertThat(taken).isEmpty();
        assertThat(only().problems()).extracting(Problem::code).contains("unreadable-file");
    }

    /** A sync that points to a new one is right only together with it. */
    @Test
    void filesThatAreRightOnlyTogetherAreTakenOverTogether() throws IOException {
        begin("auto");
        write("contacts.sync.yaml", CONTACTS + "  firm: {crm: firm, erp: firm, ref: firms}\n");
        write("firms.sync.yaml", CONTACTS.replace("contacts", "firms"));
        write("firms.camel.yaml", ROUTES.replace("SYNC", "firms"));
        look();
        assertThat(taken).singleElement().satisfies(draft -> assertThat(draft.syncs()).containsExactly("contacts", "firms"));
    }

    @Test
    void aParentIsNotTakenAwayFromItsChildren() throws IOException {
        write("contacts.sync.yaml", CONTACTS + "  firm: {crm: firm, erp: firm, ref: firms}\n");
        write("firms.sync.yaml", CONTACTS.replace("contacts", "firms"));
        write("firms.camel.yaml", ROUTES.replace("SYNC", "firms"));
        begin("auto");
        Files.delete(folder.resolve("firms.sync.yaml"));
        Files.delete(folder.resolve("firms.camel.yaml"));
        look();
        assertThat(taken).isEmpty();
        assertThat(only().problems()).anySatisfy(problem -> assertThat(problem.where()).startsWith("contacts.sync.yaml:"));
    }

    private void begin(String mode) throws IOException {
        BridgeConfig config = TestStore.config("bridge.routes", folder.toString(), "bridge.reload", mode);
        Folder now = Folder.read(folder);
        Definitions read = reader.read(now);
        var definitions = new Definitions(read.syncs(), read.problems());
        var takingOver = new TakingOver(config, camel, definitions, null, null, null, null, null, null, null, null, null) {

            @Override
            Optional<String> take(Draft draft, Folder running, Folder with, Definitions defined) {
                taken.add(draft);
                if (failing == null) {
                    definitions.become(defined.syncs(), defined.problems());
                }
                return Optional.ofNullable(failing);
            }
        };
        var meaning = new Meaning(null, null, null) {

            @Override
            List<String> of(Draft draft, Definitions running, Definitions defined) {
                return List.of();
            }
        };
        reload = new Reload(config, reader, definitions, new RouteChecks(camel, null, config, definitions, new KameletFiles(config)),
                new RunningRoutes(camel, config), takingOver, meaning, new ReloadedFiles(database), new Audit(database), Clock.systemUTC());
        reload.begin(now);
    }

    /** Looks until what was written is at rest. */
    private void look() throws IOException {
        reload.look();
        reload.look();
    }

    private Pending only() {
        assertThat(reload.pending()).hasSize(1);
        return reload.pending().get(0);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static List<String> names(List<Draft> drafts) {
        return drafts.stream().flatMap(draft -> draft.files().stream()).map(FileChange::name).toList();
    }
}
