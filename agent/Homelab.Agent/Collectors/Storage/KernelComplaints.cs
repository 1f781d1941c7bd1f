using Homelab.Domain.Storage;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>Counts, device by device, what the kernel's log complains of storage since the boot. Bounded: some records a round, and so many devices.</summary>
internal sealed class KernelComplaints(SysRoot root) : ICollector, IDisposable
{
    private const string Path = "dev/kmsg";
    private const int RecordBytesMax = 8192;
    private const int RecordsPerRound = 5000;
    private const int DevicesMax = 64;

    private readonly byte[] _record = new byte[RecordBytesMax];
    private readonly Dictionary<string, ComplaintReport> _byDevice = new(StringComparer.Ordinal);
    private KernelMessages? _messages;

    public string Name => "kernel_log";

    /// <summary>Whether the log is read, so that no complaint means none.</summary>
    public bool IsRead => _messages is not null;

    /// <summary>By the device that the kernel named, disk or partition.</summary>
    public IReadOnlyDictionary<string, ComplaintReport> ByDevice => _byDevice;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (!root.Exists(Path))
        {
            return CollectorOutcome.NothingHere($"no /{Path}");
        }

        var errno = 0;
        _messages ??= KernelMessages.TryOpen(root.Full(Path)!, out errno);
        if (_messages is null)
        {
            return CollectorOutcome.Failed($"/{Path} cannot be read (errno {errno}); where kernel.dmesg_restrict is 1 the agent needs CAP_SYSLOG");
        }

        for (var read = 0; read < RecordsPerRound && _messages.TryRead(_record, out var length); read++)
        {
            Take(_record.AsSpan(0, length));
        }

        return CollectorOutcome.Ok;
    }

    public void Dispose() => _messages?.Dispose();

    private void Take(ReadOnlySpan<byte> records)
    {
        var lines = new Lines(records);
        while (lines.TryNext(out var line))
        {
            if (!line.IsEmpty && StorageComplaint.Parse(line) is { } complaint && (_byDevice.Count < DevicesMax || _byDevice.ContainsKey(complaint.Device)))
            {
                _byDevice[complaint.Device] = new ComplaintReport((_byDevice.GetValueOrDefault(complaint.Device)?.Count ?? 0) + 1, complaint.Text);
            }
        }
    }
}
