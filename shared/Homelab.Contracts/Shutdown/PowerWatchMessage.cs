using System.Collections.Immutable;
using System.Net;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using FeedGroup = Homelab.Domain.Shutdown.FeedGroup;
using WireFence = Homelab.Contracts.V1.Fence;

namespace Homelab.Contracts.Shutdown;

/// <summary>What an agent needs to look after its node alone, on the wire and on its disk.</summary>
public static class PowerWatchMessage
{
    /// <summary>An upsd or apcupsd on the coordinator's loopback is, seen from anywhere else, on the coordinator's host.</summary>
    public static PowerWatch ToWire(this AgentWatch watch, WireFence? fence) => new()
    {
        Fence = fence,
        Feeds = { watch.Feeds.Where(feed => feed.Source is not null).Select(Feed) },
        Groups = { watch.Groups.Select(group => new V1.FeedGroup { Node = group.Node, Feeds = { group.Feeds } }) },
        BeatMs = Milliseconds(watch.Policy.Beat),
        PollMs = Milliseconds(watch.Policy.Poll),
        MaxAgeMs = Milliseconds(watch.Policy.MaxAge),
        DebounceMs = Milliseconds(watch.Policy.Debounce),
        GraceMs = Milliseconds(watch.Policy.Grace),
        ReserveMs = Milliseconds(watch.Reserve),
        StopMs = Milliseconds(watch.Stop),
        WaitMs = Milliseconds(watch.Wait),
        RebootAfterMs = Milliseconds(watch.RebootAfter ?? TimeSpan.Zero),
        LateHat = watch.LateHat,
        Armed = watch.IsArmed,
        Blind = watch.Blind switch
        {
            null => BlindKind.BlindUndeclared,
            { StopAfter: null } => BlindKind.BlindStay,
            _ => BlindKind.BlindStopAfter,
        },
        BlindStopAfterMs = Milliseconds(watch.Blind?.StopAfter ?? TimeSpan.Zero),
    };

    /// <param name="coordinatorHost">Where this agent reaches the coordinator.</param>
    public static AgentWatch FromWire(this PowerWatch watch, string coordinatorHost) => new()
    {
        Feeds = [.. watch.Feeds.Select(feed => Feed(feed, coordinatorHost))],
        Groups = [.. watch.Groups.Select(group => new FeedGroup(group.Node, [.. group.Feeds]))],
        Policy = new PolicyConfig
        {
            Beat = WireSpan.Of(watch.BeatMs),
            Poll = WireSpan.Of(watch.PollMs),
            MaxAge = WireSpan.Of(watch.MaxAgeMs),
            Debounce = WireSpan.Of(watch.DebounceMs),
            Grace = WireSpan.Of(watch.GraceMs),
        },
        Reserve = WireSpan.Of(watch.ReserveMs),
        Stop = WireSpan.Of(watch.StopMs),
        Wait = WireSpan.Of(watch.WaitMs),
        RebootAfter = watch.RebootAfterMs > 0 ? WireSpan.Of(watch.RebootAfterMs) : null,
        LateHat = watch.LateHat,
        IsArmed = watch.Armed,
        Blind = watch.Blind switch
        {
            BlindKind.BlindStopAfter => new BlindPolicy(WireSpan.Of(watch.BlindStopAfterMs)),
            BlindKind.BlindUndeclared => null,
            _ => new BlindPolicy(null),
        },
    };

    private static WatchedFeed Feed(FeedConfig feed)
    {
        var wire = new WatchedFeed { Name = feed.Name, DeclaredRuntimeMs = Milliseconds(feed.DeclaredRuntime ?? TimeSpan.Zero) };
        if (feed.Source is NetworkSource source)
        {
            (wire.Host, wire.Port) = (IsLoopback(source.Host) ? "" : source.Host, source.Port);
        }

        (wire.Source, wire.Ups) = feed.Source switch
        {
            PowerSupplySource supply => (FeedSourceKind.FeedSourcePowerSupply, supply.Battery),
            HatSource hat => (FeedSourceKind.FeedSourceHat, HatLine.Of(hat)),
            ApcupsdSource => (FeedSourceKind.FeedSourceApcupsd, ""),
            _ => (FeedSourceKind.FeedSourceNut, feed.Nut!.Ups),
        };
        wire.Host = (feed.Source as NodeSource)?.Node ?? wire.Host;
        return wire;
    }

    private static FeedConfig Feed(WatchedFeed feed, string coordinatorHost)
    {
        var host = feed.Host.Length > 0 ? feed.Host : coordinatorHost;
        var read = new FeedConfig { Name = feed.Name, DeclaredRuntime = feed.DeclaredRuntimeMs > 0 ? WireSpan.Of(feed.DeclaredRuntimeMs) : null };
        return feed.Source switch
        {
            FeedSourceKind.FeedSourcePowerSupply => read with { PowerSupply = new PowerSupplySource(feed.Ups, feed.Host) },
            FeedSourceKind.FeedSourceHat => read with { Hat = HatLine.Parse(feed.Ups, feed.Host, out _) },
            FeedSourceKind.FeedSourceApcupsd => read with { Apcupsd = new ApcupsdSource(host, feed.Port) },
            _ => read with { Nut = new NutSource(feed.Ups, host, feed.Port) },
        };
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
