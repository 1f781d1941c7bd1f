using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>An outage drawn for a lab: which mains go and come back, and what else breaks meanwhile.</summary>
internal sealed class DrawnOutage
{
    private readonly Draw _draw;
    private readonly LabConfig _lab;
    private readonly List<OutageEvent> _events = [];
    private readonly string[] _upses;
    private TimeSpan _longest;

    private DrawnOutage(Draw draw, LabConfig lab)
    {
        (_draw, _lab) = (draw, lab);
        _upses = [.. lab.Feeds.Where(feed => !feed.IsMains).Select(feed => feed.Name)];
    }

    public static OutageScript Of(Draw draw, LabConfig lab)
    {
        var outage = new DrawnOutage(draw, lab);
        outage.Batteries();
        outage.Mains();
        outage.Faults();
        outage._events.Add(new OutageEvent(Whole(outage._longest * 1.4) + TimeSpan.FromHours(3), OutageAct.Ends));
        return new OutageScript([.. outage._events]);
    }

    private void Batteries()
    {
        var stops = _lab.Nodes.Select(node => node.Stop).Order().TakeLast(4).Aggregate(TimeSpan.Zero, (sum, stop) => sum + stop);
        var whole = stops + _lab.Policy.Grace + _lab.Policy.Margin;
        foreach (var ups in _upses)
        {
            var lasts = TimeSpan.FromSeconds(Math.Round((whole * _draw.Ratio(0.3, 2.5)).TotalSeconds) + 20);
            _longest = lasts > _longest ? lasts : _longest;
            _events.Add(new OutageEvent(null, OutageAct.Lasts, ups, lasts));
            if (_draw.Chance(0.2))
            {
                _events.Add(new OutageEvent(null, OutageAct.IsCharged, ups, Ratio: _draw.Int(50, 99) / 100.0));
            }
        }
    }

    private void Mains()
    {
        var goes = _draw.Chance(0.7) ? _lab.Feeds.Select(feed => feed.Name).ToArray() : _draw.Some(_upses, _draw.Int(1, _upses.Length));
        var isTogether = _draw.Chance(0.8);
        var comesBack = _draw.Chance(0.5);
        var away = _draw.Chance(0.4) ? _lab.Policy.Grace * _draw.Ratio(0.1, 0.9) : _longest * _draw.Ratio(0.1, 1.3);
        foreach (var feed in goes)
        {
            var from = TimeSpan.FromSeconds(10) + (isTogether ? TimeSpan.Zero : _draw.Seconds(0, 90));
            _events.Add(new OutageEvent(from, OutageAct.LosesMains, feed));
            if (!comesBack)
            {
                continue;
            }

            _events.Add(new OutageEvent(Whole(from + away), OutageAct.MainsBack, feed));
            if (_draw.Chance(0.25))
            {
                var again = Whole(from + away) + _draw.Seconds(1, 40);
                _events.Add(new OutageEvent(again, OutageAct.LosesMains, feed));
                if (_draw.Chance(0.6))
                {
                    _events.Add(new OutageEvent(again + _draw.Seconds(2, 120), OutageAct.MainsBack, feed));
                }
            }
        }
    }

    private void Faults()
    {
        for (var left = _draw.Chance(0.25) ? 0 : _draw.Int(1, 4); left > 0; left--)
        {
            Fault(When());
        }
    }

    private TimeSpan When() => _draw.Seconds(5, 10 + _longest.TotalSeconds);

    private void Fault(TimeSpan at)
    {
        var node = _draw.Pick(_lab.Nodes).Name;
        void Add(OutageAct act, string subject = "", TimeSpan span = default, double ratio = 0) => _events.Add(new OutageEvent(at, act, subject, span, ratio));
        switch (_draw.Int(0, 15))
        {
            case 0 or 1:
                Add(OutageAct.CoordinatorCrashes, span: _draw.Seconds(1, 30));
                break;
            case 2:
                // From the beginning on, so that the entry is still to come.
                at = TimeSpan.FromSeconds(5);
                Add(_draw.Pick([OutageAct.CrashesBeforeCommit, OutageAct.CrashesAfterCommit, OutageAct.CrashesBeforeOrder, OutageAct.CrashesAfterOrder]), span: _draw.Seconds(1, 10));
                break;
            case 3 or 4:
                Add(OutageAct.CutOff, node, _draw.Seconds(2, 150));
                break;
            case 5 when _lab.Switches.Length > 0:
                var dead = _draw.Pick(_lab.Switches).Name;
                Add(OutageAct.SwitchDies, dead);
                _events.Add(new OutageEvent(at + _draw.Seconds(5, 120), OutageAct.SwitchLives, dead));
                break;
            case 6:
                Add(OutageAct.AgentCrashes, node, _draw.Seconds(1, 5));
                break;
            case 7:
                Add(OutageAct.Suspended, node, _draw.Seconds(1, _lab.Policy.Margin.TotalSeconds / 3));
                break;
            case 8:
                Add(OutageAct.Reboots, node);
                break;
            case 9:
                Add(_draw.Pick([OutageAct.Hangs, OutageAct.Refuses, OutageAct.SwitchedOff]), node);
                break;
            case 10:
                Add(OutageAct.CannotPowerOff, node, _draw.Seconds(5, 60));
                break;
            case 11:
                Add(OutageAct.LosesCharge, _draw.Pick(_upses), ratio: _draw.Int(2, 25) / 100.0);
                break;
            case 12:
                Add(OutageAct.TellsRuntime, _draw.Pick(_upses), ratio: _draw.Int(60, 160) / 100.0);
                break;
            case 13:
                Add(OutageAct.IsSilent, _draw.Pick(_upses), _draw.Seconds(3, 60));
                break;
            case 14:
                Add(_draw.Pick([OutageAct.JournalStuck, OutageAct.WallClockJumps]), span: _draw.Seconds(3, 90));
                break;
            default:
                Wire();
                break;
        }
    }

    private void Wire()
    {
        _events.Add(new OutageEvent(null, OutageAct.WireLoses, Ratio: _draw.Int(0, 20) / 100.0));
        _events.Add(new OutageEvent(null, OutageAct.WireDoubles, Ratio: _draw.Int(0, 20) / 100.0));
        _events.Add(new OutageEvent(null, OutageAct.WireDelays, Span: _draw.Seconds(0.1, 3), Ratio: _draw.Int(0, 10) / 100.0));
        _events.Add(new OutageEvent(null, OutageAct.WireRepeats, Span: _draw.Seconds(10, 200), Ratio: _draw.Int(0, 5) / 100.0));
    }

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Round(span.TotalSeconds, 1));
}
