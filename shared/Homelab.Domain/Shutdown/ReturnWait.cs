using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>A node that is to be on again and is not yet, and what it waits for, for the reader.</summary>
public sealed record ReturnWait(string Node, ReturnPhase Phase, int Tries, string WaitsFor)
{
    /// <param name="missing">What the start of a node waits for.</param>
    public static ImmutableArray<ReturnWait> Of(ReturnState state, LabConfig lab, Func<string, ImmutableArray<string>> missing) =>
        [.. state.Nodes.Select(node => new ReturnWait(node.Key, node.Value.Phase, node.Value.Tries, Words(state, lab, missing, node.Key, node.Value)))];

    private static string Words(ReturnState state, LabConfig lab, Func<string, ImmutableArray<string>> missing, string name, ReturnNode node)
    {
        if (node.Phase == ReturnPhase.Starting)
        {
            return StartWords.Beginning(lab.Node(name), name, node.Tries);
        }

        var closed = (lab.Node(name)?.Feeds ?? []).Where(feed => lab.Feed(feed) is { IsMains: false } && !state.OpenFeeds.Contains(feed)).ToList();
        var needs = missing(name);
        return closed.Count > 0 ? $"waits until {PlanWords.List(closed)} {(closed.Count == 1 ? "is" : "are")} on line for {PlanWords.Span(lab.Policy.Restart.StableFor)} and charged to {PlanWords.Percent(lab.Policy.Restart.ChargeRatio)}"
            : needs.Length > 0 ? $"waits for {PlanWords.List(needs)}"
            : "is looked for first: it may not have stopped";
    }
}
