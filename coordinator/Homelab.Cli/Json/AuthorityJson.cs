using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

/// <param name="Newest">SHA-256 of its certificate.</param>
/// <param name="Former">The same of what still counts beside it; null where no rotation runs.</param>
public sealed record AuthorityJson(string Newest, string? Former, IReadOnlyList<NodeAuthorityJson> Nodes)
{
    public static AuthorityJson Of(AuthorityStatus status) => new(
        status.Newest, status.Former.Length > 0 ? status.Former : null, [.. status.Nodes.Select(node => new NodeAuthorityJson(node.Node, node.Standing, node.Sentence))]);
}

/// <param name="Standing">newest, former, unknown or none.</param>
public sealed record NodeAuthorityJson(string Node, string Standing, string Sentence);
