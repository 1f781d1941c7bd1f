namespace Homelab.Domain.Shutdown;

/// <summary>
/// Who speaks (P3). The lineage is the lab's; the epoch rises with every coordinator process, the generation with every plan
/// within it, and the instance names the process.
/// </summary>
public sealed record Fence(string Lineage, ulong Epoch, string Instance, ulong Generation)
{
    public static readonly Fence None = new("", 0, "", 0);

    public bool IsNone => Lineage.Length == 0;

    /// <summary>True where this comes before <paramref name="other"/>, instances and lineages aside.</summary>
    public bool IsOlderThan(Fence other) => Epoch < other.Epoch || (Epoch == other.Epoch && Generation < other.Generation);

    public override string ToString() => $"{Lineage} epoch {Epoch} generation {Generation}";
}
