using Homelab.Domain.Lab;
using Homelab.Domain.People;

namespace Homelab.Coordinator.Api;

/// <summary>The answer to a name that the lab does not have: the names that it has.</summary>
internal static class UnknownName
{
    public static ApiProblem Node(string name, LabConfig lab) => Of("node", name, lab.Nodes.Select(node => node.Name));

    /// <summary>Null where the lab has them all.</summary>
    public static ApiProblem? AmongFeeds(IEnumerable<string> names, LabConfig lab) =>
        names.FirstOrDefault(name => lab.Feed(name) is null) is { } unknown ? Of("feed", unknown, lab.Feeds.Select(feed => feed.Name)) : null;

    private static ApiProblem Of(string kind, string name, IEnumerable<string> known)
    {
        // What is no name may be a password in the wrong place, and the sentence goes into the audit log.
        var shown = AccountRules.NameProblem(name) is null ? $"{kind} \"{name}\"" : $"such {kind}";
        return ApiProblem.NotFound($"The lab has no {shown}. It has {string.Join(", ", known)}.");
    }
}
