using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Supplies;
using Homelab.Contracts.V1;
using Homelab.Domain.Drills;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Host;
using Homelab.Host.Bus;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Drills;

/// <summary>Looks at this node for a rehearsal: asks logind, systemd, the kernel and the node's own feeds, and changes nothing.</summary>
internal sealed class NodeLook(OrdersSettings orders, PowerDesk desk, Logind logind, SystemdUnits systemd, UnitList list, FeedPollers pollers, SysRoot root, TimeProvider clock)
{
    private const string LeaseWatcher = "homelab-lease.path";
    private static readonly TimeSpan CallAtMost = TimeSpan.FromSeconds(2);

    /// <summary>A connection and two questions; the coordinator waits a little longer for the whole.</summary>
    private static readonly TimeSpan FeedAtMost = TimeSpan.FromSeconds(6);

    public async Task<NodeRehearsalReport> Look(DrillQuestion question, DateTimeOffset came, CancellationToken cancellation)
    {
        var feeds = desk.Told is { } watch ? await Task.WhenAll(watch.Feeds.Where(feed => feed.Source is not null).Select(feed => Read(feed, cancellation))) : null;
        ImmutableArray<string> asked = [.. question.Units.Distinct().Append(LeaseWatcher)];
        var units = systemd.ByNames(asked, CallAtMost);
        ImmutableArray<SaidUnit> said = units.Succeeded ? [.. units.Value.Select(row => new SaidUnit(row.Name, row.LoadState, row.ActiveState))] : [];
        var watcher = said.FirstOrDefault(unit => unit.Name == LeaseWatcher);
        var bound = systemd.DefaultStopBound(CallAtMost);
        return new NodeRehearsalReport
        {
            MayPowerOff = orders.MayPowerOff,
            PowerOff = orders.PowerOff.ToString().ToLowerInvariant(),
            CanPowerOff = CanPowerOff(),
            LeaseWatcher = new Said(watcher is null ? null : watcher.LoadState == "loaded" ? watcher.ActiveState : watcher.LoadState, units.Succeeded ? "systemd does not list it" : $"systemd: {units.Sentence}"),
            HasLateHook = desk.Told?.RebootAfter is null ? null : LateHook.IsRunnable(orders.LateHook),
            Units = [.. said.Where(unit => question.Units.Contains(unit.Name))],
            UnitsWithoutRight = orders.PowerOff == PowerOffMode.Logind ? [.. list.Missing(question.Units.Distinct())] : [],
            UnitsFailure = units.Succeeded || question.Units.Count == 0 ? "" : $"systemd: {units.Sentence}",
            ClockOffset = came - DateTimeOffset.FromUnixTimeMilliseconds(question.SentWallMs),
            ClockSynchronised = root.IsHost && KernelClock.TryRead(out var kernel) ? kernel.Synchronised : null,
            Boottime = clock.Now(),
            Feeds = feeds?.ToImmutableArray(),
            ReckonedStop = TimeSpan.FromMilliseconds(Math.Clamp(question.StopMs, 0, (long)TimeSpan.FromDays(1).TotalMilliseconds)),
            UnitStopBound = bound.Succeeded ? bound.Value : null,
        };
    }

    private Said CanPowerOff()
    {
        if (orders.PowerOff != PowerOffMode.Logind)
        {
            return new Said(null, "logind is not asked");
        }

        var answer = logind.CanPowerOff(CallAtMost);
        return answer.Succeeded ? new Said(Word(answer.Value)) : new Said(null, $"logind: {answer.Sentence}");
    }

    /// <summary>logind's own words.</summary>
    private static string Word(PowerOffPermission permission) => permission switch
    {
        PowerOffPermission.Yes => "yes",
        PowerOffPermission.Challenge => "challenge",
        PowerOffPermission.NotAvailable => "na",
        _ => "no",
    };

    private async Task<SaidFeed> Read(FeedConfig feed, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(FeedAtMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        await using var poller = pollers.Of(feed);
        try
        {
            return await poller.PollAsync(clock.Now(), either.Token) switch
            {
                FeedAnswered answered => new SaidFeed(feed.Name, feed.Source!.ToString(), answered.Reading.Status.Raw, ""),
                FeedFailed failed => new SaidFeed(feed.Name, feed.Source!.ToString(), "", failed.Reason),
                _ => new SaidFeed(feed.Name, feed.Source!.ToString(), "", "it answered what nobody knows"),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SaidFeed(feed.Name, feed.Source!.ToString(), "", $"no answer within {FeedAtMost.TotalSeconds:0} s");
        }
    }
}
