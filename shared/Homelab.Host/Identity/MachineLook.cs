using System.Security.Cryptography;
using System.Text;
using Homelab.Domain.Trust;

namespace Homelab.Host.Identity;

/// <summary>Reads by what this machine is told from a copy of its card.</summary>
public static class MachineLook
{
    /// <summary>machine-id(5) asks that the id itself is not shown; this is its sd_id128_get_machine_app_specific in kind.</summary>
    private static readonly byte[] s_purpose = Encoding.ASCII.GetBytes("homelab enrolment");

    public static MachineMarks Read(string root) => new(
        FirstLine.Of(Path.Combine(root, "proc/device-tree/serial-number")) ?? FirstLine.Of(Path.Combine(root, "sys/firmware/devicetree/base/serial-number")) ?? "",
        FirstLine.Of(Path.Combine(root, "etc/machine-id")) is { } id ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(id), s_purpose)) : "");
}
