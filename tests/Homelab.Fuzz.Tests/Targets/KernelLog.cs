using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.TestKit.Repo;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>The kernel's log, of which every program that may write to it can write a part.</summary>
internal sealed class KernelLog : Target
{
    private readonly TempFolder _folder = new();

    public override string Name => "kernel-log";

    public override IReadOnlyList<byte[]> Words { get; } = Utf8(
        "3,1,1,-;", "3,18446744073709551615,1,-;", ",", ";", "\n", " SUBSYSTEM=block\n", "I/O error, dev ", "Buffer I/O error on dev ", "EXT4-fs error (device ", "EXT4-fs (", "Remounting filesystem read-only",
        "Aborting journal on device ", "-", "-8.", "mmcblk0", "error -110", "sda", "\0", "é");

    public override void Take(byte[] input)
    {
        File.WriteAllBytes(_folder.At("dev/kmsg"), input);
        using var log = new KernelComplaints(new SysRoot(_folder.Path));
        var outcome = log.Collect(new Collection(), CollectorSettings.Default);
        if (outcome.Kind != OutcomeKind.Ok || log.ByDevice.Count > 64 || log.ByDevice.Any(pair => pair.Key.Length == 0 || pair.Value.Last.Length > 160))
        {
            throw new InvalidOperationException($"The log was not counted within bounds: {outcome.Detail}");
        }
    }

    public override void Dispose() => _folder.Dispose();
}
