package io.syncbridge.operate;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Settles reviews the way that a person chooses, one or many at once, and says before what that would write. */
@ApplicationScoped
public class Settlement {

    /** @param refused why some were not settled */
    public record Result(int settled, List<String> refused) {
    }

    /**
     * What a choice would do.
     *
     * @param title the record's name; {@code question} what is asked about it
     * @param effects what would be written, a sentence for each system
     * @param refused why the review cannot be settled so; {@code null} where it can
     */
    public record Preview(long id, String sync, String syncId, String title, String question, List<String> effects, String refused) {
    }

    private final Definitions definitions;
    private final Actions actions;
    private final Candidates candidates;
    private final Cases cases;

    Settlement(Definitions definitions, Actions actions, Candidates candidates, Cases cases) {
        this.definitions = definitions;
        this.actions = actions;
        this.candidates = candidates;
        this.cases = cases;
    }

    /**
     * @return whether the review was still open
     * @throws BadChoiceException if the choice is no answer to the review
     */
    public boolean settle(ReviewItem review, Choice choice, String person) {
        return actions.settle(review, answer(review, choice), person);
    }

    private Object answer(ReviewItem review, Choice choice) {
        SyncDefinition sync = definitions.find(review.sync()).orElseThrow(() -> new BadChoiceException(
                "Sync " + review.sync() + " is not running, so nothing can be settled in it; its file has a mistake or is gone."));
        Object answer = choice.answer(review, sync);
        refuseTaken(review, answer);
        return answer;
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
                    refused.add(noLongerOpen(review));
                }
            } catch (BadChoiceException bad) {
                refused.add(bad.getMessage());
            }
        }
        return new Result(settled, refused);
    }

    /** Returns what the choice would do to each of them. */
    public List<Preview> preview(Collection<ReviewItem> reviews, Choice choice) {
        return cases.of(reviews).stream().map(one -> preview(one, choice)).toList();
    }

    private Preview preview(Case asked, Choice choice) {
        ReviewItem review = asked.review();
        try {
            if (review.state() != State.OPEN) {
                throw new BadChoiceException(noLongerOpen(review));
            }
            return preview(asked, asked.effects(answer(review, choice)), null);
        } catch (BadChoiceException bad) {
            return preview(asked, List.of(), bad.getMessage());
        }
    }

    private static Preview preview(Case asked, List<String> effects, String refused) {
        return new Preview(asked.review().id(), asked.review().sync(), asked.review().syncId(), asked.title(), asked.question(), effects, refused);
    }

    private static String noLongerOpen(ReviewItem review) {
        return "Review " + review.id() + " is no longer open.";
    }
}
