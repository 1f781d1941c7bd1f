namespace Homelab.Nut;

public enum NutTls
{
    /// <summary>TLS where the server has it, plain where it has not or where the handshake fails. Hides the password from listeners only.</summary>
    WhenOffered,

    /// <summary>No plain byte after STARTTLS; the certificate must be trusted.</summary>
    Required,
    Never,
}

/// <summary>Where and how to talk to an upsd.</summary>
public sealed record NutEndpoint
{
    public const int DefaultPort = 3493;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    public NutTls Tls { get; init; } = NutTls.WhenOffered;

    /// <summary>
    /// With <see cref="NutTls.Required"/>: SHA-256 of the server's certificate (DER) in hexadecimal; null to trust what the system trusts.
    /// </summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Null to stay anonymous, which suffices for reading.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From a request to the end of its answer, a whole list included.</summary>
    public TimeSpan ExchangeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    public override string ToString() => $"{Host}:{Port}";
}
