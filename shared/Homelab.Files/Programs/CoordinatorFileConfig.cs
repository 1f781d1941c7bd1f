using System.Globalization;
using System.Net;

namespace Homelab.Files.Programs;

/// <summary>The content of <c>coordinator.yaml</c>: where the coordinator keeps things and listens.</summary>
public sealed record CoordinatorFileConfig
{
    public string LabFile { get; init; } = "/etc/homelab/lab.yaml";

    public string StateDirectory { get; init; } = "/var/lib/homelab-coordinator";

    /// <summary>On tmpfs: what must not outlive a boot.</summary>
    public string RuntimeDirectory { get; init; } = "/run/homelab-coordinator";

    /// <summary>The page and the REST API (HTTP/1.1); under TLS also the API over gRPC (HTTP/2).</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8440);

    /// <summary>TLS on <see cref="Listen"/>, by a certificate of the coordinator's own authority where no <see cref="Certificate"/> is named.</summary>
    public bool Tls { get; init; }

    /// <summary>A PEM file with the certificate that <see cref="Listen"/> shows, and those between it and its root; null for one of the own authority.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM file with its private key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>gRPC for agents that prove who they are (HTTP/2 over TLS with certificates on both sides); null where there is none.</summary>
    public IPEndPoint? Agents { get; init; }

    /// <summary>gRPC: the API, and agents on this machine without certificates (HTTP/2).</summary>
    public IPEndPoint Uplink { get; init; } = new(IPAddress.Loopback, 8441);

    /// <summary>An address beyond loopback is wanted although neither end proves who it is; the page shows it.</summary>
    public bool Insecure { get; init; }

    public long HistoryQuotaBytes { get; init; } = 1L << 30;

    public string SecretsDirectory { get; init; } = "/etc/homelab/secrets";

    /// <summary>What holds under each key of the file, written there or not.</summary>
    public IReadOnlyDictionary<string, string> Settings() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["lab"] = LabFile,
        ["state"] = StateDirectory,
        ["runtime"] = RuntimeDirectory,
        ["listen"] = $"{Listen}",
        ["tls"] = $"{Tls}",
        ["certificate"] = $"{Certificate}",
        ["certificate_key"] = $"{CertificateKey}",
        ["agents"] = $"{Agents}",
        ["uplink"] = $"{Uplink}",
        ["insecure"] = $"{Insecure}",
        ["history_quota"] = HistoryQuotaBytes.ToString(CultureInfo.InvariantCulture),
        ["secrets"] = SecretsDirectory,
    };
}
