using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

/// <param name="Newest">SHA-256 of its certificate.</param>
/// <param name="Former">The same of what still counts beside it; null where no rotation runs.</param>
public sealed record AuthorityJson(string Newest, string? Former, IReadOnlyList<NodeAuthorityJson> Nodes, RotationJson? Rotation)
{
    public static AuthorityJson Of(AuthorityStatus status) => new(
        status.Newest, status.Former.Length > 0 ? status.Former : null, [.. status.Nodes.Select(node => new NodeAuthorityJson(node.Node, node.Standing, node.Sentence))], RotationJson.Of(status.Rotation));
}

/// <summary>A rotation that was begun and not ended.</summary>
/// <param name="WaitsFor">The nodes without which it cannot be ended, unless they are given up.</param>
public sealed record RotationJson(long SinceWallMs, int Enrolled, int Moved, IReadOnlyList<string> WaitsFor, string Sentence)
{
    /// <summary>Null where none runs.</summary>
    public static RotationJson? Of(RunningRotation? rotation) =>
        rotation is null ? null : new(rotation.SinceWallMs, rotation.Enrolled, rotation.Moved, [.. rotation.WaitsFor], rotation.Sentence);
}

/// <param name="Standing">newest, former, unknown or none.</param>
public sealed record NodeAuthorityJson(string Node, string Standing, string Sentence);
