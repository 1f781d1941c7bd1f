using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>A network device that nodes hang on; it has power of its own and may stand behind another.</summary>
public sealed record SwitchConfig
{
    public required string Name { get; init; }

    public ImmutableArray<string> Feeds { get; init; } = [];

    public string? Behind { get; init; }
}
