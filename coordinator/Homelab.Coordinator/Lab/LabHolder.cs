using System.Collections.Immutable;
using Homelab.Coordinator.Events;
using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Coordinator.Lab;

/// <summary>
/// The lab in force. A new file is taken up at once, queued while an outage runs (P11), and where it is broken the old lab stays; each is said.
/// </summary>
public sealed class LabHolder : ILabInForce, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _taking = new();
    private readonly ILabFreeze _freeze;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly ILogger<LabHolder> _logger;
    private volatile LabFileResult _taken;
    private volatile LabConfig _current;
    private volatile LabFileCondition _condition;
    private LabFileResult? _queued;

    /// <param name="first">What was read at the start; it must hold a lab.</param>
    public LabHolder(string path, LabFileResult first, ILabFreeze freeze, IEventFeed events, TimeProvider clock, ILogger<LabHolder> logger)
    {
        (_freeze, _events, _clock, _logger) = (freeze, events, clock, logger);
        _taken = first;
        _current = first.Lab ?? throw new ArgumentException("The first lab must be sound.", nameof(first));
        _condition = new LabFileCondition(path, clock.GetUtcNow(), "", Lines(first));
        freeze.Thawed += TakeQueued;
    }

    public event Action<LabConfig>? Changed;

    public LabConfig Current => _current;

    /// <summary>The file that <see cref="Current"/> was taken from.</summary>
    public LabFileResult Taken => _taken;

    public LabFileCondition Condition => _condition;

    /// <summary>A new content of the file.</summary>
    public void Offer(LabFileResult result)
    {
        lock (_gate)
        {
            _queued = null;
            if (result.Lab is null)
            {
                var errors = result.Diagnostics.Count(diagnostic => diagnostic.IsError);
                Say("LabFileBroken", 4, $"The lab file is broken ({errors} error{(errors == 1 ? "" : "s")}), so the lab of {_condition.LoadedAt:u} stays in force.", result);
                return;
            }

            if (_freeze.IsFrozen)
            {
                _queued = result;
                Say("LabFileQueued", 5, "The lab file changed; the change waits until the outage has ended.", result);
                if (result.Lab.Mode != LabMode.Observe || _current.Mode == LabMode.Observe)
                {
                    return;
                }
            }
        }

        if (_freeze.IsFrozen)
        {
            Disarm();
            return;
        }

        Take(result);
    }

    public void Dispose() => _freeze.Thawed -= TakeQueued;

    private void TakeQueued()
    {
        LabFileResult? queued;
        lock (_gate)
        {
            (queued, _queued) = (_queued, null);
        }

        if (queued is not null)
        {
            Take(queued);
        }
    }

    private void Take(LabFileResult result)
    {
        // One change is told to every part before the next one is.
        lock (_taking)
        {
            var former = _taken.Facts.Keys;
            lock (_gate)
            {
                (_taken, _current) = (result, result.Lab!);
                _condition = _condition with { LoadedAt = _clock.GetUtcNow(), Notice = "", Diagnostics = Lines(result) };
            }

            _events.Add(5, LabTaken.Code, "", LabTaken.Words(result, former));
            Tell(result.Lab!);
        }
    }

    /// <summary>The one thing that waits for no end of an outage: going from armed to observe revokes what is out (P11).</summary>
    private void Disarm()
    {
        lock (_taking)
        {
            lock (_gate)
            {
                _current = _current with { Mode = LabMode.Observe };
            }

            _events.Add(4, "Disarmed", "", "The lab file says observe: from here on nothing is stopped. The rest of the change waits until the outage has ended.");
            Tell(_current);
        }
    }

    private void Tell(LabConfig lab)
    {
        foreach (var handler in Changed?.GetInvocationList().Cast<Action<LabConfig>>() ?? [])
        {
            try
            {
                handler(lab);
            }
#pragma warning disable CA1031 // One part's mistake must not keep the others on the old lab.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _logger.LogError(failure, "A part failed to take up the lab");
            }
        }
    }

    private void Say(string code, int priority, string notice, LabFileResult result)
    {
        _condition = _condition with { Notice = notice, Diagnostics = Lines(result) };
        _events.Add(priority, code, "", result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError) is { } error ? $"{notice} First: {error}" : notice);
    }

    private static ImmutableArray<string> Lines(LabFileResult result) => [.. result.Diagnostics.Select(diagnostic => diagnostic.ToString())];
}
