using System.Collections.Immutable;
using Homelab.Domain.Lab;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Files.Diagnostics;

/// <summary>Settings of the programs that do not go together.</summary>
internal static class ProgramFileCodes
{
    public static readonly FindingCode InsecureAddress = new("HL0701", Error, "an address that others can reach, without `insecure: true`",
        "Without TLS neither end proves who it is, so whoever reaches the address can read everything and give orders. Loopback needs no line, nor does an address where both ends have certificates (`agents` of the coordinator, https of the agent), nor `listen` with `tls: true`, where everybody is asked who he is; anything else has to be wanted.");

    public static readonly FindingCode PowerOffWithoutProof = new("HL0702", Error, "power-off through logind on the word of an unproven coordinator",
        "Whoever answers at the coordinator's address could switch the machine off. That is refused, `insecure: true` or not, unless the coordinator proves who it is (https) or runs on the same machine.");

    public static readonly FindingCode SameAddressTwice = new("HL0703", Error, "two listeners on one address",
        "Each of `listen`, `uplink` and `agents` needs a port of its own, since each speaks something else: HTTP/1.1, HTTP/2, and HTTP/2 under TLS.");

    public static readonly FindingCode PowerOffContradiction = new("HL0704", Warning, "the node refuses every stop",
        "With `may_power_off: false` the agent refuses orders and leases, so `power_off` says how something is done that never happens.");

    public static readonly FindingCode CertificateAlone = new("HL0705", Error, "a certificate without its key, or without `tls`",
        "`certificate` and `certificate_key` say what `listen` shows under `tls: true`; one alone would leave it without TLS, or with another certificate than was meant.");

    public static ImmutableArray<FindingCode> All { get; } = [InsecureAddress, PowerOffWithoutProof, SameAddressTwice, PowerOffContradiction, CertificateAlone];
}
