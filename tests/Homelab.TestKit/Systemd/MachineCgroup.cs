using System.Security.Cryptography;

namespace Homelab.TestKit.Systemd;

/// <summary>
/// The control groups of one machine. systemd-nspawn with --keep-unit puts its machine below the group in which it was started, so that two of them started
/// in one share their services' groups, and the systemd of one removes a group in which that of the other is about to start somebody.
/// </summary>
internal sealed class MachineCgroup : IDisposable
{
    /// <summary>Where groups have processes: version 2 alone, or beside version 1 (cgroups(7)).</summary>
    private static readonly string[] s_hierarchies = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd"];

    private readonly List<string> _groups = [];

    public MachineCgroup(string machine)
    {
        // Where a systemd rules the groups it is asked for one.
        if (Directory.Exists("/run/systemd/system"))
        {
            return;
        }

        // One name: systemd-nspawn makes what it has in version 2 in version 1 too.
        var name = $"homelab-{machine}-{RandomNumberGenerator.GetHexString(12)}";
        foreach (var hierarchy in s_hierarchies.Where(hierarchy => File.Exists(Path.Combine(hierarchy, "cgroup.procs"))))
        {
            var group = Path.Combine(hierarchy, name);
            Directory.CreateDirectory(group);
            _groups.Add(group);
        }
    }

    /// <summary>A command that moves into the group and becomes the program.</summary>
    public string[] Within(string program, params IEnumerable<string> arguments) => _groups.Count == 0
        ? ["systemd-run", "--scope", "--quiet", "--property=Delegate=yes", program, .. arguments]
        : ["sh", "-c", $"for group in {string.Join(' ', _groups)}; do echo $$ >$group/cgroup.procs; done; exec \"$@\"", "sh", program, .. arguments];

    public void Dispose()
    {
        foreach (var group in _groups.SelectMany(group => Directory.EnumerateDirectories(group, "*", SearchOption.AllDirectories).OrderByDescending(below => below.Length).Append(group)).ToList())
        {
            // As rmdir(2) does: what lies in a control group is no file that could be removed.
            Directory.Delete(group);
        }
    }
}
