namespace Homelab.Domain.Lab;

/// <summary>What is known of a node's disk or card that it does not tell itself.</summary>
public sealed record DiskConfig
{
    /// <summary>The kernel's name, such as mmcblk0.</summary>
    public required string Name { get; init; }

    /// <summary>What its maker rates it for, in terabytes written (TBW); null where undeclared.</summary>
    public double? RatedTerabytes { get; init; }
}
