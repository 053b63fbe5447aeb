package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.Folder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which changed files belong together, and which syncs they are about. */
class DraftTest {

    private static final Folder RUNNING = folder(Map.of(
            "contacts.sync.yaml", "sync: contacts\n",
            "contacts.camel.yaml", "- route: {from: {uri: 'sync:contacts/crm', steps: [{to: 'kamelet:rest-resource'}, {to: 'direct:shared'}]}}\n",
            "accounts.sync.yaml", "# about firms\nsync: \"accounts\"\n",
            "accounts.camel.yaml", "- route: {from: {uri: 'sync:accounts/crm', steps: [{to: 'kamelet:own'}]}}\n",
            "shared.camel.xml", "<routes><route><from uri=\"direct:shared\"/><to uri=\"log:x\"/></route></routes>",
            "kamelets/own.kamelet.yaml", "steps: [{to: 'kamelet:inner'}]",
            "kamelets/inner.kamelet.yaml", "inner"));

    @Test
    void aDefinitionIsTakenOverWithTheRoutesOfItsSyncAndOfNoOther() {
        Draft draft = only(changed("contacts.sync.yaml", "sync: contacts\nmatch: [mail]\n"));
        assertThat(draft.syncs()).containsExactly("contacts");
        assertThat(draft.routes()).containsExactly("contacts.camel.yaml");
        assertThat(draft.files()).singleElement().satisfies(file -> assertThat(file.kind()).isEqualTo(FileChange.Kind.CHANGED));
    }

    @Test
    void filesOfOneSyncAreTakenOverTogetherAndThoseOfOthersApart() {
        Folder now = with(with(with(RUNNING, "contacts.sync.yaml", "sync: contacts\n#\n"), "contacts.camel.yaml", "- from: {uri: 'sync:contacts/crm'}"),
                "accounts.sync.yaml", null);
        assertThat(Draft.between(RUNNING, now)).extracting(draft -> draft.files().stream().map(FileChange::name).toList())
                .containsExactlyInAnyOrder(List.of("accounts.sync.yaml"), List.of("contacts.camel.yaml", "contacts.sync.yaml"));
    }

    @Test
    void aRouteFileThatServesSeveralSyncsJoinsThem() {
        Folder running = with(RUNNING, "polls.camel.yaml", "- from: {uri: timer:x, steps: [{to: 'sync:contacts/crm?action=poll'}, {to: 'sync:accounts/crm?action=poll'}]}");
        Draft draft = Draft.between(running, with(running, "accounts.sync.yaml", "sync: accounts\n")).get(0);
        assertThat(draft.syncs()).containsExactly("accounts", "contacts");
        assertThat(draft.routes()).containsExactly("accounts.camel.yaml", "polls.camel.yaml");
    }

    @Test
    void aKameletConcernsAllThatUseItAlsoThroughAnother() {
        assertThat(only(changed("kamelets/own.kamelet.yaml", "other")).routes()).containsExactly("accounts.camel.yaml");
        Draft inner = only(changed("kamelets/inner.kamelet.yaml", "other"));
        assertThat(inner.routes()).containsExactly("accounts.camel.yaml");
        assertThat(inner.syncs()).containsExactly("accounts");
        assertThat(only(changed("kamelets/rest-resource.kamelet.yaml", "a team's own")).syncs()).containsExactly("contacts");
    }

    @Test
    void aRouteThatOthersSendToHasTheirSyncsStandStill() {
        Draft draft = only(changed("shared.camel.xml", "<routes/>"));
        assertThat(draft.syncs()).containsExactly("contacts");
        assertThat(draft.routes()).containsExactly("shared.camel.xml");
    }

    @Test
    void aNewFileAndADeletedOneAreChangesToo() {
        Draft added = only(changed("tasks.sync.yaml", "sync: tasks\n"));
        assertThat(added.syncs()).containsExactly("tasks");
        assertThat(added.files().get(0).kind()).isEqualTo(FileChange.Kind.ADDED);
        Draft deleted = only(changed("contacts.sync.yaml", null));
        assertThat(deleted.syncs()).containsExactly("contacts");
        assertThat(deleted.files().get(0).kind()).isEqualTo(FileChange.Kind.DELETED);
    }

    /** A sync that is renamed in its file is the end of one and the beginning of another. */
    @Test
    void aSyncThatIsRenamedConcernsBothNames() {
        assertThat(only(changed("contacts.sync.yaml", "sync: people\n")).syncs()).containsExactly("contacts", "people");
    }

    @Test
    void theSameContentHasTheSameIdAndAnotherHasAnother() {
        String id = only(changed("contacts.sync.yaml", "a")).id();
        assertThat(only(changed("contacts.sync.yaml", "a")).id()).isEqualTo(id);
        assertThat(only(changed("contacts.sync.yaml", "b")).id()).isNotEqualTo(id);
        assertThat(only(changed("contacts.sync.yaml", null)).id()).isNotEqualTo(id);
        assertThat(Draft.between(RUNNING, RUNNING)).isEmpty();
    }

    private static Draft only(Folder now) {
        List<Draft> drafts = Draft.between(RUNNING, now);
        assertThat(drafts).hasSize(1);
        return drafts.get(0);
    }

    private static Folder changed(String name, String text) {
        return with(RUNNING, name, text);
    }

    private static Folder with(Folder folder, String name, String text) {
        var texts = new TreeMap<>(folder.texts());
        texts.remove(name);
        if (text != null) {
            texts.put(name, text);
        }
        return folder(texts);
    }

    private static Folder folder(Map<String, String> texts) {
        return new Folder(new TreeMap<>(texts), Map.of());
    }
}
