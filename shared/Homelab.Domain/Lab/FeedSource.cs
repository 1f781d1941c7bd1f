namespace Homelab.Domain.Lab;

/// <summary>Where a UPS is read. Two feeds with equal sources are one UPS.</summary>
public abstract record FeedSource
{
    /// <summary>The key of the lab file that declares it, for the reader.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the one who tells of the UPS runs on the node: when that node is off, nobody hears of the UPS.</summary>
    public abstract bool RunsOn(string node);
}

/// <summary>A server that tells of a UPS over the network.</summary>
public abstract record NetworkSource(string Host, int Port) : FeedSource
{
    /// <summary>The node's name is the host's name, or the host's first label.</summary>
    public override bool RunsOn(string node) => Host == node || Host.Split('.')[0] == node;
}

/// <summary><c>ups@host:port</c> as NUT writes it; the port defaults to 3493.</summary>
public sealed record NutSource(string Ups, string Host, int Port = NutSource.DefaultPort) : NetworkSource(Host, Port)
{
    public const int DefaultPort = 3493;

    public override string Kind => "nut";

    public override string ToString() => $"{Ups}@{Host}:{Port}";
}

/// <summary>apcupsd's network information server (NIS), which tells of one UPS and takes no commands; the port defaults to 3551.</summary>
public sealed record ApcupsdSource(string Host, int Port = ApcupsdSource.DefaultPort) : NetworkSource(Host, Port)
{
    public const int DefaultPort = 3551;

    public override string Kind => "apcupsd";

    public override string ToString() => $"{Host}:{Port}";
}
