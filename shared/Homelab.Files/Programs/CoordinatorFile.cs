using System.Net;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;

namespace Homelab.Files.Programs;

/// <summary>Reads <c>coordinator.yaml</c>: never throws, and names every mistake at once.</summary>
public static class CoordinatorFile
{
    public const string DefaultPath = "/etc/homelab/coordinator.yaml";

    public static ProgramFileResult<CoordinatorFileConfig> Read(string path) =>
        ProgramFile.Read(path, CoordinatorFileFields.Shape, CoordinatorFileFields.Blank, Check);

    /// <param name="fileName">For the messages only.</param>
    public static ProgramFileResult<CoordinatorFileConfig> Parse(string text, string fileName) =>
        ProgramFile.Parse(text, fileName, CoordinatorFileFields.Shape, CoordinatorFileFields.Blank, Check);

    private static IEnumerable<LabFinding> Check(CoordinatorFileConfig file)
    {
        foreach (var (key, address) in new[] { ("listen", file.Listen), ("uplink", file.Uplink) })
        {
            if (!IPAddress.IsLoopback(address.Address) && !file.Insecure && !(file.Tls && key == "listen"))
            {
                yield return new LabFinding(
                    ProgramFileCodes.InsecureAddress, key, $"others can reach {address}, and nobody proves who connects",
                    "Listen on 127.0.0.1; agents on other machines belong to `agents`, and `listen` may be anywhere with `tls: true`. Or add `insecure: true` if the network is yours alone.")
                {
                    Related = ["insecure"],
                };
            }
        }

        if (file.Certificate is null != file.CertificateKey is null || (file.Certificate is not null && !file.Tls))
        {
            yield return new LabFinding(
                ProgramFileCodes.CertificateAlone, file.Certificate is null ? "certificate_key" : "certificate", "a certificate, its key and `tls: true` belong together",
                "Write all three, or `tls: true` alone for a certificate of the coordinator's own authority.")
            {
                Related = ["tls", "certificate", "certificate_key"],
            };
        }

        (string Key, IPEndPoint? Address)[] listeners = [("listen", file.Listen), ("uplink", file.Uplink), ("agents", file.Agents)];
        for (var i = 1; i < listeners.Length; i++)
        {
            foreach (var (key, address) in listeners[..i])
            {
                if (listeners[i].Address is { } taken && Overlap(address!, taken))
                {
                    yield return new LabFinding(ProgramFileCodes.SameAddressTwice, listeners[i].Key, $"`{key}` has {address} already", "Give it another port.")
                    {
                        Related = [key],
                    };
                }
            }
        }
    }

    private static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && (one.Address.Equals(other.Address) || IsAny(one.Address) || IsAny(other.Address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
