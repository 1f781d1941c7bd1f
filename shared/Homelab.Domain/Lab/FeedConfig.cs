namespace Homelab.Domain.Lab;

public enum CutMode
{
    /// <summary>The UPS is never told to cut its outlets.</summary>
    None,

    /// <summary>NUT's <c>shutdown.return</c>: cut, and come back with the mains.</summary>
    Return,
}

/// <summary>Something that powers: a UPS or the mains.</summary>
public sealed record FeedConfig
{
    public required string Name { get; init; }

    /// <summary>Where the UPS is read; null for the mains.</summary>
    public NutSource? Nut { get; init; }

    /// <summary>The bare mains: no battery, so it dies at once and is never polled.</summary>
    public bool IsMains { get; init; }

    /// <summary>NUT user for commands; null where only reading is wanted.</summary>
    public string? User { get; init; }

    /// <summary>A reference such as <c>secret:rack-ups</c>, never the password.</summary>
    public string? Password { get; init; }

    public CutMode Cut { get; init; } = CutMode.None;

    /// <summary>Runtime on a full battery as the operator knows it; null where only the UPS can tell.</summary>
    public TimeSpan? DeclaredRuntime { get; init; }

    /// <summary>What the UPS can carry, in watts; null where only the UPS can tell.</summary>
    public double? RatingWatts { get; init; }

    /// <summary>Null where nobody tests it.</summary>
    public SelfTestConfig? SelfTest { get; init; }

    public TriggerConfig Triggers { get; init; } = new();
}

/// <summary><c>ups@host:port</c> as NUT writes it; the port defaults to 3493.</summary>
public sealed record NutSource(string Ups, string Host, int Port = NutSource.DefaultPort)
{
    public const int DefaultPort = 3493;

    /// <summary>Whether its upsd runs on the node: the node's name is the host's name, or the host's first label.</summary>
    public bool RunsOn(string node) => Host == node || Host.Split('.')[0] == node;

    public override string ToString() => $"{Ups}@{Host}:{Port}";
}
