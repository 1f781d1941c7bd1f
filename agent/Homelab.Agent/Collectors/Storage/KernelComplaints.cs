using System.Buffers.Text;
using Homelab.Domain.Storage;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Counts, device by device, what the kernel's log complains of storage since the boot. Bounded: some records a round, and so many devices. Where the agent has no right to the log,
/// homelab-kernel-log.service hands it on through a pipe, and begins at the beginning whenever it starts again.
/// </summary>
internal sealed class KernelComplaints(SysRoot root) : ICollector, IDisposable
{
    private const string Device = "dev/kmsg";
    private const string Pipe = "run/homelab-kernel-log/records";
    private const int RecordBytesMax = 8192;
    private const int RecordsPerRound = 5000;
    private const int DevicesMax = 64;

    /// <summary>Of a pipe, with what was left of a record that came in two parts.</summary>
    private readonly byte[] _read = new byte[2 * RecordBytesMax];
    private readonly Dictionary<string, ComplaintReport> _byDevice = new(StringComparer.Ordinal);
    private KernelMessages? _messages;
    private int _left;
    private long _last = -1;

    public string Name => "kernel_log";

    /// <summary>Whether the log is read, so that no complaint means none.</summary>
    public bool IsRead { get; private set; }

    /// <summary>By the device that the kernel named, disk or partition.</summary>
    public IReadOnlyDictionary<string, ComplaintReport> ByDevice => _byDevice;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var isPiped = root.Exists(Pipe);
        if (!isPiped && !root.Exists(Device))
        {
            IsRead = false;
            return CollectorOutcome.NothingHere($"no /{Device}");
        }

        var errno = 0;
        _messages ??= KernelMessages.TryOpen(root.Full(isPiped ? Pipe : Device)!, out errno);
        IsRead = _messages is not null;
        if (_messages is null)
        {
            return CollectorOutcome.Failed(isPiped
                ? $"/{Pipe} cannot be read (errno {errno})"
                : $"/{Device} cannot be read (errno {errno}): the agent has no right to it, and homelab-kernel-log.service, which hands it on, does not run");
        }

        for (var read = 0; read < RecordsPerRound && _messages.TryRead(_read.AsSpan(_left), out var length); read++)
        {
            Take(_left + length);
        }

        if (!isPiped || !_messages.HasEnded)
        {
            return CollectorOutcome.Ok;
        }

        Dispose();
        return CollectorOutcome.Failed("homelab-kernel-log.service does not hand on the kernel's log");
    }

    public void Dispose()
    {
        _messages?.Dispose();
        _messages = null;
        _left = 0;
        IsRead = false;
    }

    private void Take(int length)
    {
        var whole = _read.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        var lines = new Lines(_read.AsSpan(0, whole));
        while (lines.TryNext(out var line))
        {
            if (IsNew(line) && StorageComplaint.Parse(line) is { } complaint && (_byDevice.Count < DevicesMax || _byDevice.ContainsKey(complaint.Device)))
            {
                _byDevice[complaint.Device] = new ComplaintReport((_byDevice.GetValueOrDefault(complaint.Device)?.Count ?? 0) + 1, complaint.Text);
            }
        }

        _left = length - whole;
        _read.AsSpan(whole, _left).CopyTo(_read);
        if (_left > RecordBytesMax)
        {
            // No record is that long.
            _left = 0;
        }
    }

    /// <summary>By its number, the second field, which only rises within a boot.</summary>
    private bool IsNew(ReadOnlySpan<byte> line)
    {
        var number = line.IndexOf((byte)',') + 1;
        if (number == 0 || !Utf8Parser.TryParse(line[number..], out long sequence, out _))
        {
            return !line.IsEmpty;
        }

        var isNew = sequence > _last;
        _last = Math.Max(_last, sequence);
        return isNew;
    }
}
