using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Api.Views;

/// <summary>An operator's shutdown, start or live drill.</summary>
/// <param name="By">Who asks, for the journal.</param>
/// <param name="Lab">All nodes of the lab, and none is named.</param>
/// <param name="WithDependents">A shutdown takes those along that cannot do without.</param>
/// <param name="Preview">Says what it means, and does nothing.</param>
public sealed record PowerWish(string? By, bool Lab = false, IReadOnlyList<string>? Nodes = null, bool WithDependents = false, bool Preview = false)
{
    public AskPowerRequest Asks(string wish, string by) =>
        new() { Wish = wish, By = by, Lab = Lab, Nodes = { (Nodes ?? []).OfType<string>() }, WithDependents = WithDependents, Preview = Preview };
}

/// <param name="Nodes">What it is about.</param>
/// <param name="LeftWithout">Nodes that stay on, and what they then do without.</param>
/// <param name="Sentence">What came of it; empty in a preview.</param>
public sealed record PowerView(IReadOnlyList<string> Nodes, IReadOnlyList<LeftWithoutView> LeftWithout, string Sentence)
{
    public static PowerView Of(PowerAnswer answer) =>
        new([.. answer.Nodes], [.. answer.LeftWithout.Select(left => new LeftWithoutView(left.Node, left.Why))], answer.Sentence);
}

public sealed record LeftWithoutView(string Node, string Why);
