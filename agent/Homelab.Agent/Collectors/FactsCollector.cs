using System.Runtime.InteropServices;
using System.Text;
using Homelab.Host.Identity;

namespace Homelab.Agent.Collectors;

/// <summary>What seldom changes: machine, kernel, distribution (os-release(5)), hardware addresses. Facts for the report, no samples.</summary>
public sealed class FactsCollector(SysRoot root, BootIdentity identity) : ICollector
{
    private static readonly string[] s_osRelease = ["etc/os-release", "usr/lib/os-release"];

    private readonly FileText _text = new();

    public string Name => "facts";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        into.AddFact("machine", identity.Machine);
        Add(into, "kernel", "proc/sys/kernel/osrelease");
        Add(into, "hostname", "proc/sys/kernel/hostname");
        Add(into, "architecture", "proc/sys/kernel/arch");
        if (root.IsHost)
        {
            into.AddFact("architecture", RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x86_64",
                Architecture.Arm64 => "aarch64",
                var other => other.ToString().ToLowerInvariant(),
            });
        }

        AddDistribution(into);
        foreach (var device in root.Names("sys/class/net"))
        {
            // Only hardware has a device behind it: bridges and container ends would make a new report each time one comes.
            if (root.Exists($"sys/class/net/{device}/device"))
            {
                Add(into, $"mac.{device}", $"sys/class/net/{device}/address");
            }
        }

        return CollectorOutcome.Ok;
    }

    private void Add(Collection into, string fact, string path)
    {
        if (root.Line(path, _text) is { } value)
        {
            into.AddFact(fact, value);
        }
    }

    private void AddDistribution(Collection into)
    {
        if (!s_osRelease.Any(path => root.Read(path, _text).Succeeded))
        {
            return;
        }

        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var fact = line.StartsWith("PRETTY_NAME="u8) ? "os"
                : line.StartsWith("ID="u8) ? "os_id"
                : line.StartsWith("VERSION_ID="u8) ? "os_version"
                : null;
            if (fact is not null)
            {
                into.AddFact(fact, Encoding.UTF8.GetString(line[(line.IndexOf((byte)'=') + 1)..].Trim("\"' \r"u8)));
            }
        }
    }
}
