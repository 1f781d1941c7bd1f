using System.CommandLine;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>An optional node behind a command that tells of all nodes.</summary>
internal static class NodesAsked
{
    public static Argument<string?> Argument() => new("node") { Description = "Only this node's.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Null, and said so, where the lab has no such node.</summary>
    public static async Task<IReadOnlyList<NodeStatus>?> Of(CoordinatorQuestion question, Terminal terminal, string? wanted)
    {
        var list = await question.Client.ListNodesAsync(new ListNodesRequest(), question.Options);
        var nodes = list.Nodes.Where(node => wanted is null || node.Name == wanted).ToList();
        if (wanted is null || nodes.Count > 0)
        {
            return nodes;
        }

        await terminal.Error.WriteLineAsync($"homelab: the lab has no node \"{wanted}\". See homelab nodes.");
        return null;
    }
}
