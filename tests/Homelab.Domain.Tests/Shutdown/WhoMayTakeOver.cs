using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

public class WhoMayTakeOver
{
    [Fact]
    public void A_drill_gives_way_to_whatever_comes_and_everything_else_goes_on_beside_it() =>
        Assert.Equal([Cause.Drill], Enum.GetValues<Cause>().Where(running => Takeover.Judge(running) == TakeoverVerdict.Replace));

    [Theory]
    [InlineData(Cause.Drill)]
    [InlineData(Cause.Operator)]
    [InlineData(Cause.Heat)]
    [InlineData(Cause.Outage)]
    public void A_drill_takes_over_nothing(Cause running)
    {
        var state = OutageState.None with { OutageId = "7", Phase = OutagePhase.Holding, Causes = [running] };
        Assert.StartsWith("Outage 7 is not over", DrillRefusal.Of(state, TheLabComesBack.Woken, "web", _ => true));
    }
}
