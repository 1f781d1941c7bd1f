namespace Homelab.Domain.Storage;

/// <summary>What the kernel's log says against a device since the boot.</summary>
/// <param name="Last">The last of them in the kernel's own words; empty where there is none.</param>
public sealed record ComplaintReport(long Count, string Last)
{
    public static readonly ComplaintReport None = new(0, "");
}
