using System.Collections.Immutable;
using Homelab.Coordinator.Events;
using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Coordinator.Lab;

/// <summary>
/// Holds the lab that is in force. A changed file is taken up without a restart, a broken one keeps the lab that holds, and during an
/// outage a change waits (P11).
/// </summary>
public sealed class LabHolder : BackgroundService, ILabInForce
{
    private readonly LabFileSource _file;
    private readonly Lazy<ILabFreeze> _freeze;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private LabFileResult? _waiting;
    private volatile LabConfig _current;
    private volatile LabFileSight _sight;

    /// <param name="file">Its first content is free of errors.</param>
    /// <param name="freeze">Lazy: what freezes the lab needs the lab itself.</param>
    public LabHolder(LabFileSource file, Lazy<ILabFreeze> freeze, IEventFeed events, TimeProvider clock)
    {
        (_file, _freeze, _events, _clock) = (file, freeze, events, clock);
        _current = file.First.Lab ?? throw new ArgumentException("The first lab must be free of errors.", nameof(file));
        _sight = new LabFileSight(file.Path, clock.GetUtcNow(), null, Texts(file.First));
    }

    public event Action<LabConfig>? Changed;

    public LabConfig Current => _current;

    public LabFileSight Sight => _sight;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _freeze.Value.Thawed += TakeWaiting;
        while (await _file.Next(stoppingToken) is { } result)
        {
            Look(result);
        }
    }

    /// <summary>Decides what becomes of a new content of the file.</summary>
    internal void Look(LabFileResult result)
    {
        lock (_gate)
        {
            _waiting = null;
            if (result.Lab is not { } lab)
            {
                var errors = result.Diagnostics.Count(diagnostic => diagnostic.IsError);
                Say(4, "LabFileBroken", $"{_sight.Path} has {errors} error{(errors == 1 ? "" : "s")}; the lab loaded before stays in force.", result);
            }
            else if (_freeze.Value.IsFrozen)
            {
                _waiting = result;
                Say(5, "LabFileWaits", $"{_sight.Path} has changed; the change is taken up when the outage has ended.", result);
            }
            else
            {
                Take(lab, result);
            }
        }
    }

    private void TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting is { Lab: { } lab } waiting)
            {
                _waiting = null;
                Take(lab, waiting);
            }
        }
    }

    private void Take(LabConfig lab, LabFileResult result)
    {
        _current = lab;
        _sight = new LabFileSight(_sight.Path, _clock.GetUtcNow(), null, Texts(result));
        _events.Add(5, "LabFileTaken", "", $"{_sight.Path} was taken up: {lab.Nodes.Length} nodes, {lab.Feeds.Length} feeds, {lab.Services.Length} services, {lab.Mode.ToString().ToLowerInvariant()}.");
        Changed?.Invoke(lab);
    }

    private void Say(int priority, string code, string message, LabFileResult result)
    {
        _sight = _sight with { Notice = message, Diagnostics = Texts(result) };
        _events.Add(priority, code, "", message);
    }

    private static ImmutableArray<string> Texts(LabFileResult result) => [.. result.Diagnostics.Select(diagnostic => diagnostic.ToString())];
}
