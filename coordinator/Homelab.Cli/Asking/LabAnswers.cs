using System.Collections.Immutable;

namespace Homelab.Cli.Asking;

/// <summary>What the UPSes and the agents of a lab say beside its file.</summary>
public sealed record LabAnswers(ImmutableArray<FeedAnswer> Feeds, AgentsAnswer Agents)
{
    public bool IsComplete => Feeds.All(feed => feed.Silence.Length == 0);
}

/// <summary>Who is logged in at one UPS.</summary>
/// <param name="Clients">Their addresses.</param>
/// <param name="Unnamed">How many more there are, where the server only counts them.</param>
/// <param name="Silence">Why it could not be asked; empty where it answered.</param>
public sealed record FeedAnswer(string Feed, string Source, ImmutableArray<string> Clients, int Unnamed, string Silence)
{
    public int Logins => Clients.Length + Unnamed;

    /// <summary>What the UPS can be told; empty where the server does not say, as some do before a login.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];
}

/// <summary>What a running coordinator knows of the agents.</summary>
/// <param name="Heard">Nodes of the file whose agent is connected.</param>
/// <param name="WithUpsmon">Those of them that run an upsmon.</param>
/// <param name="Silence">Why nobody could be asked; empty where it answered.</param>
public sealed record AgentsAnswer(string Coordinator, ImmutableArray<string> Heard, ImmutableArray<string> WithUpsmon, string Silence);
