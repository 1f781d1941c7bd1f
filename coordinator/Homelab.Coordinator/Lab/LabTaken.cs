using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Coordinator.Lab;

/// <summary>How it is said that a lab file was taken up: which one, and what it says otherwise than the one before.</summary>
internal static class LabTaken
{
    public const string Code = "LabTaken";

    /// <param name="former">The keys of the lab before; null where nothing is known of one.</param>
    public static string Words(LabFileResult taken, IReadOnlyDictionary<string, string>? former, string when = "")
    {
        var lab = taken.Lab!;
        var changes = former is null ? "no earlier one is known" : KeyChanges.Words(former, taken.Facts.Keys) is { Length: > 0 } words ? words : "each key says what it said";
        return $"The lab file was taken up{when}: nodes {lab.Nodes.Length}, feeds {lab.Feeds.Length}, services {lab.Services.Length}, mode {lab.Mode.ToString().ToLowerInvariant()}; {changes}. SHA-256 {taken.Facts.Digest}.";
    }
}
