package io.syncbridge.operate;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Settles reviews the way that a person chooses, one or many at once. */
@ApplicationScoped
public class Settlement {

    /** @param refused why some were not settled */
    public record Result(int settled, List<String> refused) {
    }

    private final Definitions definitions;
    private final Actions actions;
    private final Candidates candidates;

    public Settlement(Definitions definitions, Actions actions, Candidates candidates) {
        this.definitions = definitions;
        this.actions = actions;
        this.candidates = candidates;
    }

    /**
     * @return whether the review was still open
     * @throws BadChoiceException if the choice is no answer to the review
     */
    public boolean settle(ReviewItem review, Choice choice, String person) {
        SyncDefinition sync = definitions.find(review.sync()).orElseThrow(() -> new BadChoiceException(
                "Sync " + review.sync() + " is not running, so nothing can be settled in it; its file has a mistake or is gone."));
        Object answer = choice.answer(review, sync);
        refuseTaken(review, answer);
        return actions.settle(review, answer, person);
    }

    private void refuseTaken(ReviewItem review, Object answer) {
        candidates.of(review).stream().filter(candidate -> candidate.records().contains(answer) && candidate.obstacle() != null)
                .findFirst().ifPresent(candidate -> {
                    throw new BadChoiceException(answer + " cannot be linked with. " + candidate.obstacle());
                });
    }

    /** Settles those that the choice is an answer to. */
    public Result settle(Collection<ReviewItem> reviews, Choice choice, String person) {
        int settled = 0;
        var refused = new ArrayList<String>();
        for (ReviewItem review : reviews) {
            try {
                if (settle(review, choice, person)) {
                    settled++;
                } else {
                    refused.add("Review " + review.id() + " is no longer open.");
                }
            } catch (BadChoiceException bad) {
                refused.add(bad.getMessage());
            }
        }
        return new Result(settled, refused);
    }
}
