package io.syncbridge.operate;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.runs.DraftedRuns;
import io.syncbridge.runs.RunKind;
import io.syncbridge.runs.RunKinds;
import io.syncbridge.store.Audit;
import io.syncbridge.store.ReloadedFiles;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that a person can do to runs; each action is noted with the person's name. */
@ApplicationScoped
public class RunActions {

    private final Runs runs;
    private final RunKinds kinds;
    private final ReloadedFiles files;
    private final Audit audit;
    private final SecurityIdentity identity;
    private final Clock clock;

    public RunActions(Runs runs, RunKinds kinds, ReloadedFiles files, Audit audit, SecurityIdentity identity, Clock clock) {
        this.runs = runs;
        this.kinds = kinds;
        this.files = files;
        this.audit = audit;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Asks for a run; it begins within a second.
     *
     * @return its number
     * @throws BadRunException if the parameters make no sense
     * @throws ForbiddenException if it would carry an undo out and the person is no admin
     */
    @Transactional(dontRollbackOn = BadRunException.class)
    public long ask(SyncDefinition sync, Runs.Kind kind, Map<String, Object> asked, String person) {
        RunKind found = kinds.find(kind).orElseThrow(() -> new BadRunException("This bridge knows no run of kind "
                + kind.name().toLowerCase(Locale.ROOT) + "."));
        Map<String, Object> parameters = found.parameters(sync, asked);
        if (kind == Runs.Kind.UNDO && parameters.containsKey("plan") && !identity.hasRole(Roles.ADMIN)) {
            throw new ForbiddenException("The plan of an undo is carried out by an admin.");
        }
        long id = runs.add(sync.name(), kind, parameters, person, clock.instant());
        note(person, kind.name().toLowerCase(Locale.ROOT), sync.name(), id, parameters);
        return id;
    }

    /**
     * Asks for a plan by a definition that is not taken over; it begins within a second.
     *
     * @param from the systems to read
     * @param hash of the definition's text
     * @return the plan's number
     */
    @Transactional
    public long plan(SyncDefinition draft, List<String> from, String hash, String text, String person) {
        var parameters = new LinkedHashMap<>(kinds.find(Runs.Kind.PLAN).orElseThrow().parameters(draft, Map.of("from", from)));
        files.keep(hash, draft.file(), text);
        parameters.put(DraftedRuns.DEFINITION, hash);
        long id = runs.add(draft.name(), Runs.Kind.PLAN, parameters, person, clock.instant());
        note(person, "plan", draft.name(), id, parameters);
        return id;
    }

    /** Returns whether it was going on until now. */
    @Transactional
    public boolean pause(Run run, String person) {
        return noted(runs.pause(run.id()), "pause", run, person);
    }

    /** Returns whether it was paused, or failed, until now. */
    @Transactional
    public boolean resume(Run run, String person) {
        return noted(runs.resume(run.id(), clock.instant()), "resume", run, person);
    }

    /** Returns whether it was not over until now. */
    @Transactional
    public boolean cancel(Run run, String person) {
        return noted(runs.cancel(run.id(), clock.instant()), "cancel", run, person);
    }

    private boolean noted(boolean done, String action, Run run, String person) {
        if (done) {
            note(person, action, run.sync(), run.id(), Map.of("kind", run.kind().name()));
        }
        return done;
    }

    private void note(String person, String action, String sync, long run, Map<String, Object> details) {
        audit.write(new Audit.Entry(0, clock.instant(), person, action, sync, "run " + run, details));
    }
}
