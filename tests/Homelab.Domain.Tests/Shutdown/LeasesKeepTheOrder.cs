using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P7, one decision at a time.</summary>
public class LeasesKeepTheOrder
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    private static Moment At(double seconds) => new((long)Math.Round(seconds * 1e9));

    private static LeaseRecord Holds(double held, double? onTheWay = null, bool connected = true) => new()
    {
        Latest = At(Math.Max(held, onTheWay ?? held)),
        Earliest = At(Math.Min(held, onTheWay ?? held)),
        IsConnected = connected,
    };

    private static LeaseGrant? Next(
        double wanted, (string, LeaseRecord, TimeSpan)[]? dependents = null, LeaseRecord[]? needs = null, double feedEnd = 1000, bool mayWait = false, LeaseRecord? own = null) =>
        LeaseRule.Next(own ?? LeaseRecord.None, dependents ?? [], needs ?? [], Ten, At(wanted), At(feedEnd), mayWait);

    [Fact]
    public void Alone_a_node_gets_its_latest_start() => Assert.Equal(At(100), Next(100)!.Expiry);

    [Fact]
    public void A_need_stays_until_what_its_dependent_may_hold_its_stop_and_the_drift_are_over() =>
        Assert.Equal(At(90 + 10.2), Next(50, [("a", Holds(90), Ten)])!.Expiry);

    [Fact]
    public void What_is_on_its_way_to_a_dependent_counts_as_held() =>
        Assert.Equal(At(120 + 10.2), Next(50, [("a", Holds(90, onTheWay: 120), Ten)])!.Expiry);

    [Fact]
    public void A_need_is_shortened_only_after_its_dependents_acknowledgement()
    {
        // The dependent was sent 60 and may still hold 90.
        Assert.Equal(At(90 + 10.2), Next(75, [("a", Holds(90, onTheWay: 60), Ten)])!.Expiry);
        Assert.Equal(At(75), Next(75, [("a", Holds(60), Ten)])!.Expiry);
    }

    [Fact]
    public void A_dependent_is_lengthened_only_as_far_as_its_need_is_known_to_hold()
    {
        Assert.Equal(At(100 - 10.2), Next(200, needs: [Holds(100)])!.Expiry);
        Assert.Equal(At(100 - 10.2), Next(200, needs: [Holds(100, onTheWay: 300)])!.Expiry);
        Assert.Equal(At(100 - 10.2), Next(200, needs: [Holds(300, onTheWay: 100)])!.Expiry);
    }

    [Fact]
    public void Between_a_dependent_and_a_need_that_leave_no_room_the_present_lease_stands() =>
        Assert.Null(Next(150, [("a", Holds(100), Ten)], [Holds(110)]));

    [Fact]
    public void The_own_feed_forces_a_need_and_everyone_left_behind_is_named()
    {
        var grant = Next(50, [("a", Holds(90), Ten), ("b", Holds(60), Ten), ("c", Holds(95), Ten)], feedEnd: 80)!;
        Assert.Equal(At(80), grant.Expiry);
        Assert.Equal(["a", "c"], grant.Forced);
    }

    [Fact]
    public void A_dependent_without_a_lease_is_waited_for_and_then_named()
    {
        (string, LeaseRecord, TimeSpan)[] fresh = [("a", new LeaseRecord { IsConnected = true }, Ten)];
        Assert.Null(Next(50, fresh, mayWait: true));
        var grant = Next(50, fresh, feedEnd: 80)!;
        Assert.Equal(At(80), grant.Expiry);
        Assert.Equal(["a"], grant.Forced);
    }

    [Fact]
    public void While_nothing_ends_a_dependent_without_a_lease_holds_up_nobody() =>
        Assert.Equal(At(50), LeaseRule.Next(LeaseRecord.None, [("a", new LeaseRecord { IsConnected = true }, Ten)], [], Ten, At(50), Moment.Never, true)!.Expiry);

    [Fact]
    public void Who_is_leaving_or_was_never_there_holds_up_nobody()
    {
        Assert.Equal(At(50), Next(50, [("a", Holds(90) with { IsLeaving = true }, Ten)])!.Expiry);
        Assert.Equal(At(50), Next(50, [("a", LeaseRecord.None, Ten)])!.Expiry);
        Assert.Equal(At(50), Next(50, needs: [Holds(10) with { IsLeaving = true }])!.Expiry);
    }

    [Fact]
    public void What_took_its_order_is_waited_for_as_long_as_its_stop_takes()
    {
        var leaving = new LeaseRecord { IsLeaving = true, LeavingSince = At(80) };
        Assert.Equal(At(80 + 10.2), Next(50, [("a", leaving, Ten)])!.Expiry);
        Assert.Null(Next(50, [("a", leaving, Ten)], [Holds(60)]));
    }

    [Fact]
    public void A_silent_dependent_is_still_waited_for() => Assert.Equal(At(90 + 10.2), Next(50, [("a", Holds(90, connected: false), Ten)])!.Expiry);

    [Fact]
    public void What_an_earlier_coordinator_may_have_granted_a_dependent_keeps_its_need_where_it_is()
    {
        (string, LeaseRecord, TimeSpan)[] unheard = [("a", new LeaseRecord { MayHoldUnknown = true }, Ten)];
        var own = Holds(100) with { Inherited = At(120) };
        Assert.Equal(At(120), Next(50, unheard, own: own)!.Expiry);
        Assert.Equal(At(150), Next(150, unheard, own: own)!.Expiry);
        Assert.Equal(["a"], Next(50, unheard, own: own, feedEnd: 80)!.Forced);
    }

    [Fact]
    public void Towards_a_need_that_an_earlier_coordinator_granted_nobody_is_lengthened()
    {
        LeaseRecord[] unheard = [new LeaseRecord { MayHoldUnknown = true }];
        var own = Holds(100) with { Inherited = At(120) };
        Assert.Equal(At(120), Next(150, needs: unheard, own: own)!.Expiry);
        Assert.Equal(At(90), Next(90, needs: unheard, own: own)!.Expiry);
    }
}
