namespace Homelab.Domain.Lab;

/// <summary>Where a UPS is read. Two feeds with equal sources are one UPS.</summary>
public abstract record FeedSource
{
    /// <summary>The key of the lab file that declares it, for the reader.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the one who tells of the UPS runs on the node: when that node is off, nobody hears of the UPS.</summary>
    public abstract bool RunsOn(string node);

    /// <summary>Whether only what hangs on the UPS learns from it; an upsd tells a whole lab.</summary>
    public virtual bool IsOfItsOwn => false;

    /// <summary>Two feeds of one kind in one place are one UPS.</summary>
    public virtual string Place => ToString();
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

/// <summary>A battery that belongs to a node, and that only the node's agent reads: the coordinator asks it. Nobody commands it.</summary>
public abstract record NodeSource(string Node) : FeedSource
{
    /// <summary>What runs on another battery has no use for its word.</summary>
    public override bool IsOfItsOwn => true;

    /// <summary>For a sentence about it.</summary>
    public abstract string What { get; }

    public override bool RunsOn(string node) => Node == node;
}

/// <summary>A battery that the kernel of a node shows in <c>/sys/class/power_supply</c>.</summary>
public sealed record PowerSupplySource(string Battery, string Node) : NodeSource(Node)
{
    public const int NameMax = 64;

    public override string Kind => "power_supply";

    public override string What => Battery;

    /// <summary>Whether it can name a folder of that class; from the wire it comes unchecked.</summary>
    public static bool IsName(string text) => text is { Length: > 0 and <= NameMax } && text[0] != '.' && !text.Any(letter => letter == '/' || char.IsWhiteSpace(letter) || char.IsControl(letter));

    public override string ToString() => $"{Battery}@{Node}";
}
