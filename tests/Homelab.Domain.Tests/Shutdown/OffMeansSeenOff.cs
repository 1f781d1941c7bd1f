using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P20.</summary>
public class OffMeansSeenOff
{
    private static readonly OffSigns Silent = new() { NetworkGoneSince = At(100) };

    private static Moment At(double seconds) => Moment.FromSeconds(seconds);

    private static OffVerdict Judge(OffSigns signs, double now) =>
        Confirmation.Judge(signs, stop: TimeSpan.FromSeconds(50), tail: TimeSpan.FromSeconds(30), beat: TimeSpan.FromSeconds(1), At(now)).Verdict;

    [Fact]
    public void Two_signs_are_enough() => Assert.Equal(OffVerdict.SeenOff, Judge(Silent with { WitnessAt = At(140), LoadGoneAt = At(120) }, 140));

    [Fact]
    public void One_sign_is_not()
    {
        Assert.Equal(OffVerdict.Running, Judge(Silent with { WitnessAt = At(140) }, 140));
        Assert.Equal(OffVerdict.Running, Judge(Silent with { LoadGoneAt = At(120) }, 140));
        Assert.Equal(OffVerdict.Running, Judge(new OffSigns { LoadGoneAt = At(120), WitnessAt = At(140) }, 140));
    }

    [Fact]
    public void That_it_was_told_is_no_sign() => Assert.Equal(OffVerdict.Running, Judge(Silent with { AcknowledgedAt = At(100) }, 140));

    [Fact]
    public void Silence_counts_only_beside_a_witness_that_answers_now()
    {
        Assert.Equal(OffVerdict.Running, Judge(Silent with { WitnessAt = At(137.9), LoadGoneAt = At(120) }, 140));
        Assert.Equal(OffVerdict.SeenOff, Judge(Silent with { WitnessAt = At(138), LoadGoneAt = At(120) }, 140));
    }

    [Fact]
    public void Silence_counts_only_after_the_tail()
    {
        Assert.Equal(OffVerdict.Running, Judge(Silent with { WitnessAt = At(129), LoadGoneAt = At(101) }, 129.9));
        Assert.Equal(OffVerdict.SeenOff, Judge(Silent with { WitnessAt = At(130), LoadGoneAt = At(101) }, 130));
    }

    [Fact]
    public void Without_signs_it_counts_as_running_until_its_lease_its_stop_and_the_drift_are_over()
    {
        // Unheard for a hundred seconds when the lease ends: two of them may be drift, and one of the stop's.
        var signs = Silent with { LeaseUntil = At(200) };
        Assert.Equal(OffVerdict.Running, Judge(signs, 252.9));
        Assert.Equal(OffVerdict.Presumed, Judge(signs, 253));
    }

    [Fact]
    public void Who_was_heard_after_its_lease_was_over_begins_its_stop_at_the_earliest_when_it_falls_silent()
    {
        var signs = Silent with { LeaseUntil = At(20) };
        Assert.Equal(OffVerdict.Running, Judge(signs, 150.9));
        Assert.Equal(OffVerdict.Presumed, Judge(signs, 151));
    }

    [Fact]
    public void An_acknowledged_order_ends_the_lease_at_the_acknowledgement()
    {
        var signs = Silent with { LeaseUntil = At(2000), AcknowledgedAt = At(95) };
        Assert.Equal(OffVerdict.Running, Judge(signs, 145.9));
        Assert.Equal(OffVerdict.Presumed, Judge(signs, 146));
    }

    [Fact]
    public void A_node_that_never_had_a_lease_is_never_presumed_off() => Assert.Equal(OffVerdict.Running, Judge(Silent, 1e6));

    [Fact]
    public void A_node_that_answers_runs_whatever_its_time() =>
        Assert.Equal(OffVerdict.Running, Judge(new OffSigns { LeaseUntil = At(10), AcknowledgedAt = At(10), LoadGoneAt = At(10), WitnessAt = At(1000) }, 1000));
}
