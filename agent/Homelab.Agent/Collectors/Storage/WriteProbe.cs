using System.Globalization;
using System.Text;
using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Domain.Storage;
using Homelab.Host;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Writes to the agent's state directory once an hour, since neither <c>ro</c> in /proc/mounts nor a read tells that a device takes no more writes: a file is created, written, synced, read
/// back past the page cache and removed, and a generation file beside it is raised by one and synced. These are the only writes that the agent makes regularly while it is connected.
/// </summary>
internal sealed class WriteProbe(string stateDirectory, TimeProvider clock) : ICollector
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    private const string GenerationFile = "storage.generation";
    private const string ProbeFile = "storage.probe";
    private const int GenerationCharactersMax = 20;

    // errno(3) of Linux.
    private const int InputOutputError = 5, NoSpace = 28, ReadOnly = 30, Quota = 122;

    private readonly Series _written = new("homelab_agent_written_bytes_total", Labels.Of(("cause", "write_probe")), "bytes", SeriesKind.Counter, "write_probe");
    private Moment _next;
    private bool _hasLooked;
    private long? _found;
    private long _generation;
    private long _bytes;
    private volatile ProbeReport? _last;

    public string Name => "write_probe";

    /// <summary>Null before the first probe.</summary>
    public ProbeReport? Last => _last;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (stateDirectory.Length == 0)
        {
            return CollectorOutcome.NothingHere("this agent keeps no state");
        }

        if (clock.Now() >= _next)
        {
            _next = clock.Now() + s_every;
            _last = Probe();
        }

        into.Add(_written, _bytes);
        return _last switch
        {
            { Outcome: ProbeOutcome.ReadOnly } => CollectorOutcome.Failed($"{stateDirectory} is read only"),
            { Outcome: ProbeOutcome.InputOutputError } => CollectorOutcome.Failed($"a write to {stateDirectory} ended in an input/output error"),
            { Outcome: ProbeOutcome.ReadsDifferently } => CollectorOutcome.Failed($"what was written to {stateDirectory} is not what is read back"),
            { Outcome: ProbeOutcome.Full } => CollectorOutcome.Failed($"{stateDirectory} is full"),
            { Outcome: ProbeOutcome.NotTried, Errno: var errno } => CollectorOutcome.Failed($"{stateDirectory} cannot be written to (errno {errno})"),
            _ => CollectorOutcome.Ok,
        };
    }

    private ProbeReport Probe()
    {
        try
        {
            Look();
            var isKept = WriteReadAndRemove();
            Raise();
            return new(isKept ? ProbeOutcome.Written : ProbeOutcome.ReadsDifferently, 0, _found, _generation);
        }
        catch (UnauthorizedAccessException)
        {
            return new(ProbeOutcome.NotTried, 0, _found, _generation);
        }
        catch (IOException failure)
        {
            var outcome = failure.HResult switch
            {
                ReadOnly => ProbeOutcome.ReadOnly,
                InputOutputError => ProbeOutcome.InputOutputError,
                NoSpace or Quota => ProbeOutcome.Full,
                _ => ProbeOutcome.NotTried,
            };
            return new(outcome, failure.HResult, _found, _generation);
        }
    }

    /// <summary>What an earlier run, mostly an earlier boot, left behind.</summary>
    private void Look()
    {
        if (_hasLooked)
        {
            return;
        }

        var path = Path.Combine(stateDirectory, GenerationFile);
        if (File.Exists(path))
        {
            using var file = File.OpenHandle(path);
            Span<byte> bytes = stackalloc byte[GenerationCharactersMax];
            var text = Encoding.ASCII.GetString(bytes[..RandomAccess.Read(file, bytes, 0)]).Trim();
            // What is no number is what a torn write left: older than everything.
            _found = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }

        _generation = _found ?? 0;
        _hasLooked = true;
    }

    private bool WriteReadAndRemove()
    {
        var path = Path.Combine(stateDirectory, ProbeFile);
        var block = new byte[CanaryBlock.Bytes];
        CanaryBlock.Fill(block, _generation + 1, 0, 0);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        _bytes += block.Length;
        using var reader = new UncachedFile();
        var errno = reader.Open(path);
        var read = errno == 0 ? reader.Read(0, out errno) : [];
        var isKept = errno != 0 || read.SequenceEqual(block);
        File.Delete(path);
        return errno == InputOutputError ? throw new IOException("The probe file cannot be read back.", errno) : isKept;
    }

    private void Raise()
    {
        var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_generation + 1}\n"));
        using var file = new FileStream(Path.Combine(stateDirectory, GenerationFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(text);
        file.SetLength(text.Length);
        file.Flush(flushToDisk: true);
        _generation++;
        _bytes += text.Length;
    }
}
