using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Events;

/// <summary>The last events of this process, and a way to follow them. A reader that falls behind is cut off, never waited for.</summary>
public sealed class EventFeed(TimeProvider clock, ILogger<EventFeed> logger) : IEventFeed
{
    public const int Kept = 1000;

    private const int ReaderBacklog = 256;

    private readonly Lock _gate = new();
    private readonly Queue<NumberedEvent> _events = [];
    private readonly List<Channel<NumberedEvent>> _readers = [];
    private long _lastId;

    public void Add(int priority, string code, string subject, string message)
    {
        logger.Log(LevelOf(priority), "{Code} {Subject}: {Message}", code, subject.Length > 0 ? subject : "lab", message);
        var happened = new LabEvent
        {
            WallMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Priority = Math.Clamp(priority, 0, 7),
            Code = code,
            Subject = subject,
            Message = message,
        };
        lock (_gate)
        {
            var numbered = new NumberedEvent(++_lastId, happened);
            _events.Enqueue(numbered);
            if (_events.Count > Kept)
            {
                _events.Dequeue();
            }

            _readers.RemoveAll(reader => !reader.Writer.TryWrite(numbered) && reader.Writer.TryComplete());
        }
    }

    public IReadOnlyList<NumberedEvent> Since(long id)
    {
        lock (_gate)
        {
            return [.. _events.Where(numbered => numbered.Id > id)];
        }
    }

    /// <summary>Events after <paramref name="sinceId"/> and then as they happen; ends where the reader fell behind.</summary>
    public async IAsyncEnumerable<NumberedEvent> Follow(long sinceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<NumberedEvent>(ReaderBacklog);
        IReadOnlyList<NumberedEvent> known;
        lock (_gate)
        {
            known = Since(sinceId);
            _readers.Add(reader);
        }

        try
        {
            foreach (var numbered in known)
            {
                yield return numbered;
            }

            await foreach (var numbered in reader.Reader.ReadAllAsync(cancellationToken))
            {
                yield return numbered;
            }
        }
        finally
        {
            lock (_gate)
            {
                _readers.Remove(reader);
            }
        }
    }

    private static LogLevel LevelOf(int priority) => priority switch
    {
        <= 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        <= 6 => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
