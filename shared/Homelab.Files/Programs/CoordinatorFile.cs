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
            if (!IPAddress.IsLoopback(address.Address) && !file.Insecure)
            {
                yield return new LabFinding(
                    ProgramFileCodes.InsecureAddress, key, $"others can reach {address}, and nobody proves who connects",
                    "Add `insecure: true` if the network is yours alone, or listen on 127.0.0.1.")
                {
                    Related = ["insecure"],
                };
            }
        }

        if (file.Listen.Port == file.Uplink.Port && Overlap(file.Listen.Address, file.Uplink.Address))
        {
            yield return new LabFinding(ProgramFileCodes.SameAddressTwice, "uplink", $"`listen` has {file.Listen} already", "Give it another port.")
            {
                Related = ["listen"],
            };
        }
    }

    private static bool Overlap(IPAddress one, IPAddress other) => one.Equals(other) || IsAny(one) || IsAny(other);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
