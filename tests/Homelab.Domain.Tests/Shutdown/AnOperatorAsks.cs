using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>An operator's shutdown, hold and cancel: a cause like power or heat, in the journal with the name, until commit (P30).</summary>
public class AnOperatorAsks
{
    private static Action<EngineHarness> Ask(OperatorWish wish) => lab => lab.Step(new OutageInput.OperatorAsked(wish, "ada", []));

    [Fact]
    public void A_shutdown_takes_the_lab_down_in_order_on_line_and_names_who_asked()
    {
        var lab = Harness().At(10, Ask(OperatorWish.ShutDown)).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 10, 12);
        var opened = Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.OutageOpened);
        Assert.Equal((Cause.Operator, "ada"), (opened.Cause, opened.Operator));
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
    }

    [Fact]
    public void A_coordinator_that_dies_after_it_was_asked_goes_on_and_nobody_stops_for_its_silence()
    {
        var lab = Harness().At(10, Ask(OperatorWish.ShutDown)).At(15, it => it.StopCoordinator()).At(60, it => it.StartCoordinator());
        lab.RunUntil(59);
        Assert.Equal(["web"], Order(lab));
        lab.RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
    }

    [Fact]
    public void Held_nothing_is_ordered_and_the_battery_still_binds()
    {
        var lab = Outage(Harness());
        lab.At(20, Ask(OperatorWish.Hold)).At(30, Ask(OperatorWish.ShutDown)).RunUntil(150);
        Assert.Empty(lab.Stops);
        Assert.True(lab.Engine!.State.IsHeld);
        lab.RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
    }

    [Fact]
    public void What_was_asked_is_taken_back_until_it_is_committed()
    {
        var lab = Outage(Harness(runtime: 4000));
        lab.At(20, Ask(OperatorWish.Hold)).At(30, Ask(OperatorWish.ShutDown)).At(40, Ask(OperatorWish.Cancel)).At(50, Ask(OperatorWish.Release)).RunUntil(200);
        Assert.Empty(lab.Stops);
        Assert.Equal([Cause.Outage], lab.Engine!.State.Causes);
        Assert.All(
            lab.Journal.Where(entry => entry.Transition is SequenceTransition.Held or SequenceTransition.Released or SequenceTransition.CauseJoined or SequenceTransition.CauseGone),
            entry => Assert.Equal("ada", entry.Operator));

        var late = Harness().At(10, Ask(OperatorWish.ShutDown)).At(20, Ask(OperatorWish.Cancel)).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(late));
        Assert.Contains(late.Said, said => said.Code == "OperatorRefused");
    }

    [Theory]
    [InlineData(OperatorWish.Hold)]
    [InlineData(OperatorWish.Release)]
    [InlineData(OperatorWish.Cancel)]
    public void Where_nothing_runs_there_is_nothing_to_hold_or_to_take_back(OperatorWish wish)
    {
        var lab = Harness().At(10, Ask(wish)).RunUntil(60);
        Assert.Empty(lab.Journal);
        Assert.Contains(lab.Said, said => said.Code == "OperatorRefused");
    }
}
