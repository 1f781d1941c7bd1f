using System.Collections.Immutable;
using Homelab.Domain.Shutdown;
using Homelab.Store;

namespace Homelab.Coordinator.Outage;

/// <summary>
/// The journal with its bound: a disk that does not answer in two seconds must not keep a lab running into the dark (P22). The write
/// goes on in the background. What is not on disk waits in memory, in its order, and goes with the next append.
/// </summary>
public sealed class OutageJournal : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private readonly string _previous;
    private readonly JournalFile _file;
    private readonly TimeProvider _clock;
    private string _rotatedFor = "";
    private readonly Queue<JournalEntry> _waiting = [];
    private Task _last = Task.CompletedTask;

    public OutageJournal(OutageSettings settings, TimeProvider clock)
    {
        _clock = clock;
        _previous = Path.Combine(settings.StateDirectory, "outage.journal.previous");
        _file = JournalFile.Open(Path.Combine(settings.StateDirectory, "outage.journal"));
        Entries = Decoded(_file.ReadAll());

        // A crash between the old journal and the first entry of the new one leaves an empty one; what is to be on again stands in the old (P27).
        if (Entries.IsEmpty && File.Exists(_previous))
        {
            Entries = Decoded(JournalFile.Read(_previous).Records);
        }
    }

    /// <summary>What stood in the journal at the start.</summary>
    public ImmutableArray<JournalEntry> Entries { get; }

    /// <summary>Records that could not be read at the start.</summary>
    public int Damaged => _file.Damaged;

    /// <summary>False where not everything that was ever handed in is known to be on disk; an append of nothing tries again.</summary>
    public async Task<bool> TryAppend(ImmutableArray<JournalEntry> entries)
    {
        lock (_waiting)
        {
            foreach (var entry in entries)
            {
                _waiting.Enqueue(entry);
            }

            if (_waiting.Count == 0 && _last.IsCompletedSuccessfully)
            {
                return true;
            }
        }

        return await Within(AppendWaiting);
    }

    /// <summary>True where an append would be on disk in time now. Writes, and leaves nothing.</summary>
    public Task<bool> TryTouch() => Within(_file.Touch);

    public void Dispose() => _file.Dispose();

    private async Task<bool> Within(Action writing)
    {
        if (!_last.IsCompleted)
        {
            return false;
        }

        _last = Task.Run(writing);
        try
        {
            await _last.WaitAsync(Bound, _clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ImmutableArray<JournalEntry> Decoded(IEnumerable<byte[]> records) => [.. records.Select(record => JournalCodec.Decode(record)).OfType<JournalEntry>()];

    private void AppendWaiting()
    {
        while (Next() is { } entry)
        {
            // A new outage needs nothing of the one before it, which is kept beside it for the reader.
            if (entry.Transition == SequenceTransition.OutageOpened && _rotatedFor != entry.OutageId)
            {
                _file.Rotate(_previous);
                _rotatedFor = entry.OutageId;
            }

            _file.Append(JournalCodec.Encode(entry));
            lock (_waiting)
            {
                _waiting.Dequeue();
            }
        }
    }

    private JournalEntry? Next()
    {
        lock (_waiting)
        {
            return _waiting.TryPeek(out var entry) ? entry : null;
        }
    }
}
