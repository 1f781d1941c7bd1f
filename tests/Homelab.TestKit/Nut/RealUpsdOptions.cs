using Homelab.TestKit.Network;

namespace Homelab.TestKit.Nut;

public sealed record RealUpsdOptions
{
    /// <summary>What the UPS says at the start.</summary>
    public IReadOnlyList<(string Variable, string Value)> Variables { get; init; } =
    [
        ("ups.status", "OL"),
        ("battery.charge", "100"),
        ("battery.runtime", "600"),
        ("ups.load", "20"),
    ];

    /// <summary>Lines of a <c>.seq</c> file to play in a loop, in place of <see cref="Variables"/>.</summary>
    public IReadOnlyList<string>? Sequence { get; init; }

    /// <summary>upsd's MAXAGE: a driver that is silent for longer is stale.</summary>
    public int MaxAgeSeconds { get; init; } = 15;

    /// <summary>upsd's MAXCONN; its own default where null.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Offers STARTTLS with a certificate made for the occasion; needs openssl and the package libnss3-tools.</summary>
    public bool Tls { get; init; }

    /// <summary>Where upsd listens; on the host's loopback where null.</summary>
    public NetworkPlace? Place { get; init; }

    /// <summary>Its port; a free one where null.</summary>
    public int? Port { get; init; }
}
