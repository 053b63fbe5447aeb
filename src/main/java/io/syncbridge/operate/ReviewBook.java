package io.syncbridge.operate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.operate.Candidates.Candidate;
import io.syncbridge.operate.Options.Option;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Reviews as people see them: by the record's name, with what is asked; private values only for those who have to decide. */
@ApplicationScoped
public class ReviewBook {

    /** @param title the record's name; {@code question} what is asked, in a sentence */
    public record Summary(@JsonUnwrapped ReviewItem review, String title, String question) {
    }

    /**
     * @param comparison the records in question side by side
     * @param options what can be chosen, with what each would write; empty for a person who may not decide, and where it is not open
     */
    public record Details(@JsonUnwrapped ReviewItem review, String title, String question, Comparison comparison, List<Option> options) {
    }

    private final Cases cases;
    private final Comparing comparing;
    private final Candidates candidates;
    private final Privacy privacy;
    private final SecurityIdentity person;

    public ReviewBook(Cases cases, Comparing comparing, Candidates candidates, Privacy privacy, SecurityIdentity person) {
        this.cases = cases;
        this.comparing = comparing;
        this.candidates = candidates;
        this.privacy = privacy;
        this.person = person;
    }

    public List<Summary> summaries(Collection<ReviewItem> reviews) {
        return cases.of(reviews).stream().map(one -> new Summary(shown(one), one.title(), one.question())).toList();
    }

    public Details details(ReviewItem review) {
        Case asked = cases.of(review);
        boolean isOpen = review.state() == State.OPEN;
        List<Candidate> found = isOpen ? candidates.of(review) : List.of();
        return new Details(shown(asked), asked.title(), asked.question(), comparing.of(asked, found, mayDecide()),
                isOpen && mayDecide() && asked.sync() != null ? Options.of(asked, found) : List.of());
    }

    private boolean mayDecide() {
        return person.hasRole(Roles.OPERATOR);
    }

    private ReviewItem shown(Case asked) {
        return mayDecide() ? asked.review() : privacy.hide(asked.review());
    }
}
