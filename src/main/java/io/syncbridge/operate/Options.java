package io.syncbridge.operate;

import io.syncbridge.operate.Candidates.Candidate;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Kind;
import java.util.ArrayList;
import java.util.List;

/** The choices that a review offers, each with what it would do. */
public final class Options {

    /**
     * @param how what chooses it
     * @param value the value that would hold; {@code null} for a blank and where {@code hasValue} is not
     * @param tip what the label cannot say; {@code null} for nothing
     * @param effects one line for each system
     */
    public record Option(String how, String label, String tip, boolean hasValue, Object value, List<String> effects) {
    }

    private static final String UNDO = "The value that all agreed on before the edits holds again, in the form in which the bridge writes it to each"
            + " system. The bridge keeps no other spellings of it.";

    private Options() {
    }

    /** @param candidates what a record may be linked with */
    static List<Option> of(Case asked, List<Candidate> candidates) {
        return asked.review().field().equals(Thing.RECORD) ? forRecord(asked, candidates) : forField(asked);
    }

    private static List<Option> forField(Case asked) {
        var options = new ArrayList<Option>();
        asked.review().claims().forEach(claim -> options.add(value(asked, "take:" + claim.system(), "Use the value of " + claim.system(), null,
                claim.value())));
        if (asked.review().lastAgreed() != null) {
            options.add(value(asked, "restore", "Undo the edits", UNDO, asked.review().lastAgreed()));
        }
        return options;
    }

    private static Option value(Case asked, String how, String label, String tip, Object value) {
        return new Option(how, label, tip, true, asked.shown(asked.review().field(), value), asked.effects(value));
    }

    private static List<Option> forRecord(Case asked, List<Candidate> candidates) {
        Kind kind = asked.review().kind();
        var options = new ArrayList<Option>();
        candidates.stream().filter(candidate -> candidate.obstacle() == null).forEach(candidate -> options.add(whole(asked, "link:" + candidate.record(),
                "It is " + String.join(", ", candidate.records()), candidate.record())));
        options.add(whole(asked, "keep", kind == Kind.ORPHAN ? "Create it where it is missing" : kind == Kind.MATCH ? "It is none of them" : "Keep it",
                "keep"));
        options.add(whole(asked, "delete", "Delete it…", "delete"));
        return options;
    }

    private static Option whole(Case asked, String how, String label, Object answer) {
        return new Option(how, label, null, false, null, asked.effects(answer));
    }
}
