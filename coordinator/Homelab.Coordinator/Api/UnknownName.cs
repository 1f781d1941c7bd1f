using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Api;

/// <summary>The answer to a name that the lab does not have: the names that it has.</summary>
internal static class UnknownName
{
    private const int NameCharacters = 64;

    public static ApiProblem Node(string name, LabConfig lab) => Of("node", name, lab.Nodes.Select(node => node.Name));

    /// <summary>Null where the lab has them all.</summary>
    public static ApiProblem? AmongFeeds(IEnumerable<string> names, LabConfig lab) =>
        names.FirstOrDefault(name => lab.Feed(name) is null) is { } unknown ? Of("feed", unknown, lab.Feeds.Select(feed => feed.Name)) : null;

    private static ApiProblem Of(string kind, string name, IEnumerable<string> known)
    {
        var shown = name.Length <= NameCharacters ? name : name[..NameCharacters] + "...";
        return ApiProblem.NotFound($"The lab has no {kind} \"{shown}\". It has {string.Join(", ", known)}.");
    }
}
