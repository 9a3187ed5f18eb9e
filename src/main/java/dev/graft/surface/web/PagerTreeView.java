package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// How the workspace is connected with PagerTree, in three steps.
///
/// @param webhookUrl without its secret
/// @param secret shown because somebody asked for it just now
/// @param problem what a test of the key found
/// @param hasWebhook Graft's outgoing webhook stands at PagerTree
/// @param webhookProblem why Graft could not make it, and what to do
public record PagerTreeView(
        Frame frame,
        Look state,
        Optional<String> stateReason,
        boolean hasKey,
        List<Choice> environments,
        Optional<String> problem,
        String webhookUrl,
        Optional<String> secret,
        boolean hasWebhook,
        Optional<String> webhookProblem,
        Optional<Moment> lastHeard,
        List<Choice> destinations,
        Optional<String> defaultDestination) {}
