using System.Collections.Immutable;

namespace Homelab.Domain.Trust;

/// <summary>How far a rotation of the authority is.</summary>
/// <param name="Enrolled">How many nodes have a certificate that counts.</param>
/// <param name="WaitsFor">Those of them that have not shown one of the new authority, or may have another besides.</param>
public sealed record RotationProgress(int Enrolled, ImmutableArray<string> WaitsFor)
{
    private const int NamesAtMost = 6;

    public int Moved => Enrolled - WaitsFor.Length;

    /// <summary>The end of a line that says that it runs.</summary>
    public string Sentence => this switch
    {
        { Enrolled: 0 } => "no node is enrolled. End it: homelab ca rotate --finish",
        { WaitsFor.IsEmpty: true } => $"{Moved} of {Nodes} moved. End it: homelab ca rotate --finish",
        _ => $"{Moved} of {Nodes} moved; waiting for {Names}. An agent that is connected moves within the hour; then end it: homelab ca rotate --finish",
    };

    private string Nodes => Enrolled == 1 ? "1 node" : $"{Enrolled} nodes";

    private string Names => WaitsFor.Length <= NamesAtMost
        ? string.Join(", ", WaitsFor)
        : $"{string.Join(", ", WaitsFor.Take(NamesAtMost))} and {WaitsFor.Length - NamesAtMost} more (homelab ca)";
}
