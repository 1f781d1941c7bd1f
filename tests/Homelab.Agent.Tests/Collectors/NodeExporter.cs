using System.Globalization;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>Debian's prometheus-node-exporter, told to leave out what the agent leaves out.</summary>
internal sealed class NodeExporter : IAsyncDisposable
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(20) };

    private readonly RunningProgram _program;
    private readonly Uri _address;

    private NodeExporter(RunningProgram program, Uri address) => (_program, _address) = (program, address);

    /// <param name="root">A captured tree; null for this machine.</param>
    public static async Task<NodeExporter> StartAsync(string? root = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/metrics");
        string[] options =
        [
            $"--web.listen-address={address.Authority}",
            "--collector.disable-defaults",
            "--collector.cpu", "--no-collector.cpu.info", "--collector.stat", "--collector.loadavg", "--collector.meminfo", "--collector.pressure",
            "--collector.diskstats", @"--collector.diskstats.device-exclude=^((ram|loop|fd|sr|zram)\d+|(h|s|v|xv)d[a-z]+\d+|(nvme\d+n\d+|mmcblk\d+|nbd\d+)p\d+)$",
            "--collector.netdev", "--collector.netdev.device-exclude=^(lo|veth.*)$",
            "--collector.netclass", "--collector.netclass.ignored-devices=^(lo|veth.*)$", "--collector.netclass.ignore-invalid-speed",
            "--collector.hwmon", "--collector.thermal_zone",
            .. root is null
                ? [
                    "--collector.timex", "--collector.filesystem",
                    "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/docker|var/lib/containers/storage|var/lib/kubelet)($|/)",
                    "--collector.filesystem.fs-types-exclude=^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|fusectl|fuse.lxcfs|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|ramfs|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tracefs)$",
                ]
                : (string[])["--no-collector.netdev.netlink", $"--path.procfs={root}/proc", $"--path.sysfs={root}/sys"],
        ];
        var program = await RunningProgram.StartAsync("prometheus-node-exporter", "/usr/bin/prometheus-node-exporter", options);
        var exporter = new NodeExporter(program, address);
        await Until.TrueAsync(exporter.AnswersAsync, TimeSpan.FromSeconds(30), "prometheus-node-exporter to answer");
        return exporter;
    }

    /// <summary>Values by series, written as in the text format.</summary>
    public async Task<Dictionary<string, double>> ReadAsync() => Parse(await s_client.GetStringAsync(_address));

    /// <summary>The samples of a text, without comments and without what the exporter says of itself.</summary>
    public static Dictionary<string, double> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith("node_", StringComparison.Ordinal))
        .Select(line => (Series: line[..line.LastIndexOf(' ')], Value: line[(line.LastIndexOf(' ') + 1)..]))
        .ToDictionary(line => line.Series, line => double.Parse(line.Value, CultureInfo.InvariantCulture));

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_program.HasExited, $"prometheus-node-exporter ended: {_program.Tail()}");
        try
        {
            await s_client.GetStringAsync(_address);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
