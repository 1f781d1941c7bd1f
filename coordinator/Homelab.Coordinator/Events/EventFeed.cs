using System.Globalization;

namespace Homelab.Coordinator.Events;

/// <summary>
/// The newest events in a bounded ring, logged as they come and handed to readers. Adding never blocks and never throws: a reader that does
/// not keep up is cut off.
/// </summary>
public sealed class EventFeed(string instance, TimeProvider clock, ILogger<EventFeed> logger) : IEventFeed
{
    public const int Kept = 1000;
    private const int MessageCharactersMax = 2000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordedEvent> _ring = new();
    private readonly List<EventReader> _readers = [];
    private long _number;

    /// <summary>Handlers must not block.</summary>
    public event Action<RecordedEvent>? Added;

    /// <summary>Names this process in event ids, so that a number of an earlier one is not mistaken for one of this.</summary>
    public string Instance { get; } = instance;

    public void Add(int priority, string code, string subject, string message)
    {
        var text = message.Length <= MessageCharactersMax ? message : message[..MessageCharactersMax] + "...";
        RecordedEvent added;
        lock (_gate)
        {
            added = new RecordedEvent(++_number, clock.GetUtcNow(), Math.Clamp(priority, 0, 7), code, subject, text);
            _ring.Enqueue(added);
            if (_ring.Count > Kept)
            {
                _ring.Dequeue();
            }

            _readers.RemoveAll(reader => !reader.TryHand(added));
        }

        logger.Log(LevelOf(priority), "{Code} {Subject}: {Text}", code, subject.Length == 0 ? "lab" : subject, text);
        Added?.Invoke(added);
    }

    /// <summary>The kept events after <paramref name="lastId"/> (all of them where it is null, of another process, or no longer kept), and what follows.</summary>
    public EventReader Read(string? lastId)
    {
        lock (_gate)
        {
            var after = NumberOf(lastId);
            var reader = new EventReader([.. _ring.Where(item => item.Number > after)], Forget);
            _readers.Add(reader);
            return reader;
        }
    }

    private void Forget(EventReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }
    }

    private long NumberOf(string? id)
    {
        var dash = id?.LastIndexOf('-') ?? -1;
        return dash > 0 && id![..dash] == Instance
            && long.TryParse(id[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= _number
            ? number
            : 0;
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
