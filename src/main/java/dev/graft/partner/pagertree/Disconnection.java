package dev.graft.partner.pagertree;

import dev.graft.domain.alert.AlertFilter;
import dev.graft.domain.alert.AlertFilter.Between;
import dev.graft.domain.alert.AlertFilter.Order;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflow;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parts a workspace from PagerTree: says beforehand what that means, does it, and says what became of each thing.
/// Connecting anew afterwards begins from nothing. Doing it twice is harmless.
public final class Disconnection {
    private static final String REASON = "PagerTree was disconnected before it was sent";

    private final Db db;
    private final Integrations integrations;
    private final OutgoingWebhooks webhooks;
    private final Alerts alerts;
    private final Pages pages;
    private final Workflows workflows;

    public Disconnection(
            Db db,
            Integrations integrations,
            OutgoingWebhooks webhooks,
            Alerts alerts,
            Pages pages,
            Workflows workflows) {
        this.db = db;
        this.integrations = integrations;
        this.webhooks = webhooks;
        this.alerts = alerts;
        this.pages = pages;
        this.workflows = workflows;
    }

    /// What disconnecting would mean now.
    public Parting outlook(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        var open = new AlertFilter(
                Set.of(AlertStatus.OPEN, AlertStatus.TRIGGERED, AlertStatus.ACKNOWLEDGED),
                Set.of("pagertree"),
                Optional.empty(),
                List.of(),
                Between.ANY,
                Between.ANY,
                Between.ANY,
                Order.NEWEST_FIRST);
        return new Parting(
                workflows.list(caller).stream()
                        .filter(Workflow::enabled)
                        .filter(workflow -> workflow.definition().tasks().stream()
                                .anyMatch(task -> task.type().contains("pagertree")))
                        .map(Workflow::name)
                        .toList(),
                db.inTransaction(caller.workspace(), pages::countUnsent),
                alerts.list(caller, open, Slice.first(1)).total());
    }

    /// Nothing is sent any more once this returns, but for a call that is under way at this moment.
    ///
    /// @return what was done, in words
    public List<String> disconnect(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        var words = new ArrayList<String>();
        webhooks.remove(caller, integrations.endpoint(caller).id()).ifPresent(words::add);
        // The key goes first: whatever is still waiting can then not be sent between the two.
        db.useTransaction(caller.workspace(), integrations::forget);
        long unsent = db.inTransaction(caller.workspace(), pages::countUnsent);
        var left = db.inTransaction(caller.workspace(), tx -> {
            pages.cancelUnsent(tx, REASON);
            return pages.countUnsent(tx);
        });
        words.add("The API key and the webhook’s secret are forgotten; whatever still comes in is refused.");
        if (unsent > left) {
            words.add(
                    unsent - left == 1
                            ? "One unsent page is cancelled."
                            : (unsent - left) + " unsent pages are cancelled.");
        }
        if (left > 0) {
            words.add((left == 1 ? "One page was" : left + " pages were")
                    + " being sent just now and may have reached PagerTree: look there.");
        }
        return List.copyOf(words);
    }
}
