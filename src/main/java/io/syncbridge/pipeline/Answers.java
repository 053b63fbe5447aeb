package io.syncbridge.pipeline;

import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Decision.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** What the systems answered to a batch's writes. Deliveries to different systems may add to it at the same time. */
final class Answers {

    /**
     * @param step what was asked for, and of which thing
     * @param refused the canonical fields that the system refused while it was asked for the others by themselves; empty for none
     */
    record Answer(Step step, Write write, WriteResult result, Set<String> refused) {

        Answer(Step step, Write write, WriteResult result) {
            this(step, write, result, Set.of());
        }

        String system() {
            return step.intent().system();
        }

        String recordId() {
            return write.recordId();
        }
    }

    private record Target(String syncId, String system) {
    }

    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> rounds = new HashMap<>();
    private final Set<Target> givenUp = new HashSet<>();
    private final Set<Target> looked = ConcurrentHashMap.newKeySet();

    void add(Answer answer) {
        waiting.add(answer);
    }

    /** Returns the answers that have come in since the last call. */
    List<Answer> take() {
        var taken = new ArrayList<Answer>();
        for (Answer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            taken.add(answer);
        }
        return taken;
    }

    /** Counts how often records of the system had to be read again in this batch. */
    int nextRound(String system) {
        return rounds.merge(system, 1, Integer::sum);
    }

    /** Notes that the thing is not written to the system again in this batch. */
    void giveUp(String syncId, String system) {
        givenUp.add(new Target(syncId, system));
    }

    /** Says whether nobody has looked yet in this batch at what the thing's hidden record holds. */
    boolean isFirstLook(String syncId, String system) {
        return looked.add(new Target(syncId, system));
    }

    /** Takes over from a whole batch's answers on which things it has given up. */
    void remember(Answers whole, Predicate<String> mine) {
        whole.givenUp.stream().filter(target -> mine.test(target.syncId())).forEach(givenUp::add);
    }

    boolean hasGivenUp(String syncId, String system) {
        return givenUp.contains(new Target(syncId, system));
    }
}
